// What nearly fits, with the one thing that rules each out and the search without it; then what else may be loosened. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { SearchPage } from "#app/models/search/read-page.server";
import { nameOfUnit } from "./distance-unit";
import { useLanguageName } from "./language-name";
import { Empty } from "./layout-parts";
import { useReasonText } from "./reason-line";
import { placeAddresses } from "./search-links";

type MissesProps = Pick<SearchPage, "nearMisses" | "wish" | "here">;

export function NearMisses({ nearMisses, wish, here }: MissesProps) {
  const say = useSay();
  const formats = useFormats();
  const why = useWhy(wish);
  if (nearMisses.length === 0) return null;
  return (
    <section className="near-misses" aria-labelledby="near-misses">
      <h2 id="near-misses">{say("search.near.title")}</h2>
      <p className="soft">{say("search.near.lead")}</p>
      <ul className="waiting">
        {nearMisses.map((miss) => (
          <li key={miss.id}>
            <div className="result-place">
              <Link to={placeAddresses(here)(miss.id)}>{miss.name}</Link>
              <span>{miss.organizationName}</span>
              <span className="soft">
                {[miss.address, miss.metres === null ? "" : formats.distance(miss.metres)].filter(Boolean).join(" · ")}
              </span>
            </div>
            <div className="near-miss">
              <strong>{why(miss)}</strong>
              <Link to={miss.relaxed} className="usa-button usa-button--outline">
                {say(`search.near.relax.${miss.fails}`)}
              </Link>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useWhy(wish: SearchPage["wish"]): (miss: SearchPage["nearMisses"][number]) => string {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const reason = useReasonText();
  return ({ fails, beyondMetres, opening }) => {
    if (fails === "open") return opening ? reason(opening) : say("search.reason.closed");
    return say(`search.near.${fails}`, {
      distance: formats.distance(beyondMetres ?? 0),
      language: languageName(wish.language ?? ""),
      age: wish.age ?? "",
      code: wish.serves ?? "",
    });
  };
}

type NothingProps = Pick<SearchPage, "loosen" | "query" | "specialtyName">;

export function NothingFits({ loosen, query, specialtyName }: NothingProps) {
  const say = useSay();
  const unit = nameOfUnit(say, query.unit);
  return (
    <Empty icon="search" title={say("search.empty.title")}>
      {loosen.length > 0 ? <p>{say("search.empty.lead")}</p> : null}
      <ul className="loosen">
        {loosen.map(({ kind, address, within }) => (
          <li key={kind}>
            <Link to={address}>
              {say(`search.empty.${kind}`, {
                distance: `${within ?? ""} ${unit}`,
                text: query.text,
                specialty: specialtyName,
              })}
            </Link>
          </li>
        ))}
      </ul>
    </Empty>
  );
}
