// What a person sees when something cannot be shown: what happened, what was kept, what to do. Never shows a fault's own words.
import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { useRootValues } from "./root-values";

type Kind = "not-found" | "forbidden" | "conflict" | "busy" | "fault" | "refused";

const KINDS: Readonly<Record<number, Kind>> = {
  403: "forbidden",
  404: "not-found",
  409: "conflict",
  429: "busy",
};

export function errorKind(status: number): Kind {
  return KINDS[status] ?? (status >= 500 ? "fault" : "refused");
}

/** Drawn by the root for every route, which alone can also give the tab its title and choose the frame. */
export function ErrorPage() {
  const fault = useRouteError();
  const status = isRouteErrorResponse(fault) ? fault.status : 500;
  return <ErrorBody status={status} text={refusalOf(fault)} reference={referenceOf(fault)} />;
}

type ErrorBodyProps = { status: number; text?: string | undefined; reference?: string | undefined };

export function ErrorBody({ status, text, reference }: ErrorBodyProps) {
  const say = useSay();
  const { actor } = useRootValues();
  const kind = errorKind(status);
  const outside = kind === "not-found" && !actor;
  return (
    <section className="error-page">
      <p className="error-number" aria-hidden="true">
        {status}
      </p>
      <h1>{say(`ui.errorPage.${kind}.title`)}</h1>
      <p className="page-lead">{text ? say.any(text) : say(`ui.errorPage.${kind}.lead`)}</p>
      <p>{say(outside ? "ui.errorPage.not-found.do-outside" : `ui.errorPage.${kind}.do`)}</p>
      {kind === "fault" && reference ? (
        <p className="figures">{say("ui.errorPage.reference", { id: reference })}</p>
      ) : null}
      <p>
        <Link to={actor ? `/${actor.desk}` : "/"} className="usa-button">
          {say(actor ? "ui.errorPage.home" : "ui.errorPage.start")}
        </Link>
      </p>
    </section>
  );
}

type Told = { message?: unknown; requestId?: unknown };

/** The gate answers a refusal with `{ message, requestId }`; anything else keeps its words to itself. */
function toldBy(fault: unknown): Told {
  return isRouteErrorResponse(fault) && typeof fault.data === "object" && fault.data !== null ? fault.data : {};
}

function refusalOf(fault: unknown): string | undefined {
  const { message } = toldBy(fault);
  return typeof message === "string" ? message : undefined;
}

function referenceOf(fault: unknown): string | undefined {
  const { requestId } = toldBy(fault);
  return typeof requestId === "string" ? requestId : undefined;
}
