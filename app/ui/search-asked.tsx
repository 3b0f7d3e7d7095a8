// What a search asks, said back in words: each part with a way to leave it out, and one press to narrow further. Decides nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { SearchPage } from "#app/models/search/read-page.server";
import { type FreePart, PARTS_OF_DAY, WEEKDAYS } from "#app/search/free-times";
import type { Asked } from "#app/search/relax";
import type { Condition, OpenWish, Wish } from "#app/search/wish";
import { Icon } from "./icon";
import { useLanguageName } from "./language-name";
import { PrintOnly } from "./layout-parts";

type AskedProps = Pick<SearchPage, "marks" | "wish" | "specialtyName">;

export function AskedMarks({ marks, wish, specialtyName }: AskedProps) {
  const say = useSay();
  const formats = useFormats();
  const text = useMarkText(wish, specialtyName);
  const said = marks.length > 0 ? formats.list(marks.map(({ asked }) => text(asked))) : say("search.marks.nothing");
  return (
    <>
      {marks.length > 0 ? (
        <ul className="marks screen-only" aria-label={say("search.marks.title")}>
          {marks.map(({ asked, address }) => (
            <li key={asked}>
              <Link to={address} preventScrollReset aria-label={say("search.marks.without", { mark: text(asked) })}>
                {text(asked)}
                <Icon name="close" />
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <PrintOnly>
        <p>{say("search.marks.printed", { marks: said })}</p>
      </PrintOnly>
    </>
  );
}

function useMarkText(wish: Wish, specialtyName: string): (asked: Asked) => string {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const openText = useOpenText();
  return (asked) => {
    switch (asked) {
      case "specialty":
        return specialtyName || say("search.marks.specialty-gone");
      case "words":
        return say("search.marks.words", { text: wish.text });
      case "distance":
        return say("search.marks.distance", { distance: formats.distance(wish.radiusMetres ?? 0) });
      case "open":
        return openText(wish.open);
      case "language":
        return say("search.marks.language", { language: languageName(wish.language ?? "") });
      case "mode":
        return say(`search.mode.${wish.mode ?? "on_site"}`);
      case "accessibility":
        return formats.list(wish.accessibility.map((code) => say.any(`directory.accessibility.${code}`)));
      case "age":
        return say("search.marks.age", { age: wish.age ?? "" });
      case "serves":
        return say("search.marks.serves", { code: wish.serves ?? "" });
      case "cost":
        return say(`search.cost.${wish.cost ?? "free"}`);
      default:
        return say(`search.marks.${asked}`);
    }
  };
}

function useOpenText(): (open: OpenWish) => string {
  const say = useSay();
  const formats = useFormats();
  const times = (parts: readonly FreePart[]) =>
    PARTS_OF_DAY.flatMap((part) => {
      const days = WEEKDAYS.filter((day) => parts.includes(`${day}${part}`));
      if (days.length === 0) return [];
      const names = days.length === 7 ? say("search.free.every-day") : days.map((day) => formats.weekday(day, "short"));
      return [say("search.free.said", { part: say(`search.free.${part}`), days: [names].flat().join(", ") })];
    }).join("; ");
  return (open) => {
    if (open.kind === "any") return "";
    if (open.kind === "at")
      return say("search.marks.at", { day: formats.day(open.day), time: formats.minute(open.minute) });
    return say(`search.marks.${open.kind}`, { times: open.kind === "free" ? times(open.parts) : "" });
  };
}

const QUICK = [
  ["now", "open"],
  ["evenings", "open"],
  ["weekends", "open"],
  ["accepting", "accepting"],
  ["network", "network"],
] as const satisfies readonly (readonly [string, Condition])[];

/** What one press would leave; what is asked already is not offered again. */
export function QuickNarrowing({ facets, wish, quick }: Pick<SearchPage, "facets" | "wish" | "quick">) {
  const say = useSay();
  const asked: readonly string[] = [
    wish.open.kind,
    ...(wish.accepting ? ["accepting"] : []),
    ...(wish.networkOnly ? ["network"] : []),
  ];
  const offered = QUICK.flatMap(([name, facet]) => {
    const value = facet === "open" ? name : "on";
    const count = facets.counts[facet].values.find((one) => one.value === value)?.count ?? 0;
    return asked.includes(name) || count === 0 ? [] : [{ name, count }];
  });
  if (offered.length === 0) return null;
  return (
    <nav className="quick screen-only" aria-label={say("search.quick.title")}>
      <span aria-hidden="true">{say("search.quick.title")}</span>
      <ul>
        {offered.map(({ name, count }) => (
          <li key={name}>
            <Link to={quick[name]} preventScrollReset>
              {say("search.form.counted", { label: say(`search.quick.${name}`), count })}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
