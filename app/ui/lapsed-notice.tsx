// Says that something the agency asks for has run out at the provider of an open referral, to either side. Takes plain values.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { Notice } from "./notice";

type Lapsed = {
  readonly organizationId: string;
  readonly reason: "credential" | "excluded";
  readonly names: string;
};
type Provider = { readonly organizationId: string; readonly organizationName: string };

/** For the agency, by provider. */
export function LapsedNotice({ lapsed, providers }: { lapsed: readonly Lapsed[]; providers: readonly Provider[] }) {
  const say = useSay();
  if (lapsed.length === 0) return null;
  const nameOf = (id: string) => providers.find((one) => one.organizationId === id)?.organizationName ?? "";
  return (
    <Notice tone="warning" title={say("credential.flag.title")}>
      <ul>
        {lapsed.map(({ organizationId, reason, names }) => (
          <li key={organizationId}>
            {reason === "excluded"
              ? say("credential.flag.excluded", { organization: nameOf(organizationId) })
              : say("credential.flag.line", { organization: nameOf(organizationId), names })}
          </li>
        ))}
      </ul>
      <p>{say("credential.flag.lead")}</p>
    </Notice>
  );
}

/** For the provider itself: what to renew. */
export function OwnLapsedNotice({ lapsed }: { lapsed: readonly Lapsed[] }) {
  const say = useSay();
  const [first] = lapsed;
  if (!first) return null;
  return (
    <Notice tone="warning" title={say("credential.flag.title")}>
      <p>
        {first.reason === "excluded"
          ? say("credential.flag.own-excluded")
          : say("credential.flag.own", { names: first.names })}
      </p>
      <p>
        <Link to="/portal/credentials">{say("credential.flag.own-action")}</Link>
      </p>
    </Notice>
  );
}
