// The document around every page: language, title, styles, script, frame. Shows what the root loader tells; knows no route.

import publicSans from "@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2?url";
import { data } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from "@remix-run/react";
import type { ReactNode } from "react";
import { readFrame } from "./access/frame.server";
import { publicLoader } from "./access/gate.server";
import { SpeechProvider } from "./i18n/speech";
import styleSheet from "./styles/screen.scss?url";
import { ErrorPage } from "./ui/error-page";
import { useNonce } from "./ui/nonce";
import { PageFrame } from "./ui/page-frame";
import { useClientWords } from "./ui/page-handle";
import { PageTitle } from "./ui/page-title";
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
  const toClient = useClientWords();
  return (
    <html lang={toClient?.language ?? values.language}>
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

/** The only one: a boundary of a route's own would leave the page that failed its title and its desk. */
export function ErrorBoundary() {
  return <ErrorPage />;
}
