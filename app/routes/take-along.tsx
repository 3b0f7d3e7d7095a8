// The roster that was taken along on this telephone, opened with or without a connection. The server gives it nothing and nobody's name.
import { useSay } from "#app/i18n/speech";
import { KeptRoster } from "#app/ui/kept-roster-page";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "along.title", frame: "public" };

export default function TakeAlongPage() {
  const say = useSay();
  return (
    <>
      <PageHeader title={say("along.title")} lead={say("along.lead")} />
      <noscript>
        <p>{say("along.no-script")}</p>
      </noscript>
      <KeptRoster />
    </>
  );
}
