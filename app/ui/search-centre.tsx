// Says where distances are measured from, or why they are not. Takes what the search found out.
import { useSay } from "#app/i18n/speech";
import type { Centre } from "#app/search/prefill.server";
import { Notice } from "./notice";

export function SearchCentre({ centre, clientName }: { centre: Centre; clientName: string | null }) {
  const say = useSay();
  switch (centre.kind) {
    case "typed":
      return <p className="soft">{say("search.from.typed", { label: centre.label })}</p>;
    case "client":
      return <p className="soft">{say("search.from.client", { label: centre.label, name: clientName ?? "" })}</p>;
    case "none":
      return <p className="soft">{say("search.from.none")}</p>;
    case "unplaced":
      return (
        <Notice tone="warning">
          <p>
            {centre.typed
              ? say("search.from.unplaced", { label: centre.label, reason: say(`search.unplaced.${centre.reason}`) })
              : say("search.from.client-nowhere", { name: clientName ?? "" })}
          </p>
        </Notice>
      );
  }
}
