// What the browser's tab says: the page's own title, else the name of the part of the desk it lies in. Never empty.
import { isRouteErrorResponse, useLocation, useMatches, useRouteError } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { errorKind } from "./error-page";
import { deskOf, navigation } from "./navigation";
import { innermost, useClientWords } from "./page-handle";

export function PageTitle() {
  const say = useSay();
  const fault = useRouteError();
  const page = usePageName();
  // Null while nothing is wrong, whatever the type says.
  if (fault !== undefined && fault !== null) {
    const status = isRouteErrorResponse(fault) ? fault.status : 500;
    return <title>{say("ui.title", { page: say(`ui.errorPage.${errorKind(status)}.title`) })}</title>;
  }
  return <title>{page === null ? say("word.product") : say("ui.title", { page })}</title>;
}

function usePageName(): string | null {
  const say = useSay();
  const { pathname } = useLocation();
  const toClient = useClientWords();
  const title = innermost(useMatches(), "title");
  if (toClient) return toClient.title;
  if (title) {
    const [key, blanks] = typeof title.value === "function" ? title.value(title.data) : [title.value];
    return say(key, blanks);
  }
  const desk = deskOf(pathname);
  if (!desk) return null;
  // The longest address wins: the desk's own is the start of every other.
  const items = [...navigation[desk]].sort((left, right) => right.to.length - left.to.length);
  const item = items.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return item ? say(item.name) : null;
}
