// The document around every page: language, title, styles, script, frame. Shows what the root loader tells; knows no route.

import publicSans from "@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2?url";
import { data } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from "@remix-run/react";
import type { ReactNode } from "react";
import { readFrame } from "./access/frame.server";
import { publicLoader } from "./access/gate.server";
import { SpeechProvider, useSay } from "./i18n/speech";
import styleSheet from "./styles/screen.scss?url";
import { ErrorPage } from "./ui/error-page";
import { useNonce } from "./ui/nonce";
import { PageFrame } from "./ui/page-frame";
import { innermost } from "./ui/page-handle";
import { BusyBar, useFocusOnArrival } from "./ui/progress";
import { useRootValues } from "./ui/root-values";

export const loader = publicLoader({}, async ({ signIn, request }) => {
  const { values, headers } = await readFrame(signIn, request);
  return data(values, { headers });
});

export const links = () => [
  { rel: "preload", href: publicSans, as: "font", type: "font/woff2", crossOrigin: "anonymous" as const },
  { rel: "stylesheet", href: styleSheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export function Layout({ children }: { children: ReactNode }) {
  const values = useRootValues();
  const nonce = useNonce();
  return (
    <html lang={values.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <SpeechProvider settings={values}>
          <PageTitle />
        </SpeechProvider>
        <Meta />
        <Links />
      </head>
      <body>
        <SpeechProvider settings={values}>
          <BusyBar />
          <PageFrame>{children}</PageFrame>
        </SpeechProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  useFocusOnArrival();
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}

/** A page without a title of its own may still bring one by `meta`; two titles would leave the browser to choose. */
function PageTitle() {
  const say = useSay();
  const title = innermost(useMatches(), "title");
  if (!title) return null;
  const [key, blanks] = typeof title.value === "function" ? title.value(title.data) : [title.value];
  return <title>{say("ui.title", { page: say(key, blanks) })}</title>;
}
