// How places are found, ordered and counted, in plain words and the same for everybody. Reads nothing.
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { MOST_WEIGHED } from "#app/search/wish";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "search.in-words.title" };

export const loader = loaderFor("search:providers", {}, async () => null);

export default function OrderPage() {
  const say = useSay();
  const most = useFormats().count(MOST_WEIGHED);
  return (
    <div className="prose">
      <PageHeader
        title={say("search.in-words.title")}
        lead={say("search.in-words.lead")}
        back={{ to: "/agency/search", label: say("search.in-words.back") }}
      />
      <Stack>
        <section>
          <h2>{say("search.in-words.order.title")}</h2>
          <p>{say("search.in-words.order.lead")}</p>
          <ol>
            <li>{say("search.in-words.order.network")}</li>
            <li>{say("search.in-words.order.doubts")}</li>
            <li>{say("search.in-words.order.willing")}</li>
            <li>{say("search.in-words.order.near")}</li>
          </ol>
          <p>{say("search.in-words.order.even")}</p>
          <p>{say("search.in-words.order.other")}</p>
        </section>
        <Said title={say("search.in-words.unknown.title")}>
          {[
            say("search.in-words.unknown.stays"),
            say("search.in-words.unknown.below"),
            say("search.in-words.unknown.old"),
          ]}
        </Said>
        <Said title={say("search.in-words.time.title")}>
          {[say("search.in-words.time.clock"), say("search.in-words.time.text"), say("search.in-words.time.now")]}
        </Said>
        <Said title={say("search.in-words.counts.title")}>
          {[
            say("search.in-words.counts.filter"),
            say("search.in-words.counts.most", { most }),
            say("search.in-words.counts.near"),
          ]}
        </Said>
        <Said title={say("search.in-words.kept.title")}>
          {[say("search.in-words.kept.address"), say("search.in-words.kept.unmet")]}
        </Said>
      </Stack>
    </div>
  );
}

function Said({ title, children }: { title: string; children: readonly string[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {children.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
