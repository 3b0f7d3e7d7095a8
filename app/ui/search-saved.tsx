// Searches kept under a name, and the one on the page to keep or to send. Holds nothing of a client; takes plain values.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import type { SearchPage } from "#app/models/search/read-page.server";
import type { SavedSearch } from "#app/models/search/saved.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox } from "./choice-fields";
import { CopySearch } from "./search-copy";
import { HiddenField, TextField } from "./text-fields";

export function SavedSearches({ saved, share, query }: Pick<SearchPage, "saved" | "share" | "query">) {
  const say = useSay();
  return (
    <div className="saved-searches">
      <ActDetails summary={say("search.saved.folded", { count: saved.length })} formId="save">
        <div className="saved-columns">
          <section aria-label={say("search.saved.title")}>
            {saved.length === 0 ? <p className="soft">{say("search.saved.none")}</p> : null}
            <SavedList saved={saved} mayRemove={({ own }) => own} />
          </section>
          {query.asked ? (
            <section aria-label={say("search.saved.save")}>
              <ActForm formId="save" key={saved.length}>
                <HiddenField name="intent" value="save" />
                <HiddenField name="address" value={share} />
                <TextField
                  name="name"
                  label={say("search.saved.name")}
                  hint={say("search.saved.name-hint")}
                  maxLength={80}
                />
                <Checkbox name="shared" label={say("search.saved.share")} hint={say("search.saved.privacy")} optional />
                <SubmitButton look="secondary">{say("search.saved.save")}</SubmitButton>
              </ActForm>
            </section>
          ) : null}
          {query.asked ? <CopySearch key={share} share={share} /> : null}
        </div>
      </ActDetails>
    </div>
  );
}

type ListProps = { saved: readonly SavedSearch[]; mayRemove: (one: SavedSearch) => boolean; plain?: boolean };

/** @param plain names without links, for a desk that does not search */
export function SavedList({ saved, mayRemove, plain }: ListProps) {
  const say = useSay();
  return (
    <ul className="waiting">
      {saved.map((one) => (
        <li key={one.id}>
          <span>
            {plain ? one.name : <Link to={one.address}>{one.name}</Link>}
            {one.shared && !plain ? <span className="soft"> · {say("search.saved.shared")}</span> : null}
          </span>
          {mayRemove(one) ? (
            <ActForm formId={`remove-${one.id}`} lastResult={null}>
              <HiddenField name="intent" value="remove" />
              <HiddenField name="id" value={one.id} />
              <SubmitButton look="quiet">
                <span aria-hidden="true">{say("search.saved.remove")}</span>
                <span className="usa-sr-only">{say("search.saved.remove-one", { name: one.name })}</span>
              </SubmitButton>
            </ActForm>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
