// The card of a case on paper: one sheet in short words. Takes plain values; offers nothing to press but the way back.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { useContactRules, type WayOfList } from "./client-contact";
import { Facts } from "./facts";
import { useLanguageName } from "./language-name";
import { ScreenOnly } from "./layout-parts";
import { StateTag } from "./state-tag";

type CaseSheetProps = {
  found: {
    readonly id: string;
    readonly number: string;
    readonly state: string;
    readonly ownerName: string;
    readonly summary: string | null;
    readonly client: {
      readonly number: string;
      readonly givenName: string;
      readonly familyName: string;
      readonly preferredName: string | null;
      readonly pronouns: string | null;
      readonly birthDay: string | null;
      readonly language: string;
      readonly telephone: string | null;
      readonly safeContact: string;
      readonly safeContactNote: string | null;
      readonly addressLine: string | null;
      readonly city: string | null;
      readonly postalCode: string | null;
      readonly accessNeeds: string | null;
    };
    readonly needs: readonly {
      readonly id: string;
      readonly name: string;
      readonly words: string;
      readonly metAt: Date | null;
    }[];
    readonly referrals: readonly {
      readonly id: string;
      readonly number: string;
      readonly state: string;
      readonly specialty: string | null;
      readonly providers: readonly string[];
    }[];
  };
  ways: readonly WayOfList[];
  plan: {
    readonly state: string;
    readonly goals: readonly { readonly id: string; readonly words: string; readonly targetOn: string | null }[];
    readonly nextReviewOn: string | null;
  } | null;
  tasks: readonly {
    readonly id: string;
    readonly words: string;
    readonly who: string;
    readonly dueOn: string | null;
  }[];
  groups: readonly {
    readonly group: string;
    readonly facts: readonly { readonly id: string; readonly kind: string; readonly words: string }[];
  }[];
  withFacts: boolean;
  now: Date;
  houseName: string;
  printedFor: string;
};

/** So much of each fits one sheet; the rest is counted. */
const MOST = 8;

export function CaseSheet(props: CaseSheetProps) {
  const { found, plan, now, houseName, printedFor } = props;
  const say = useSay();
  const formats = useFormats();
  return (
    <main id="main-content" className="slip case-sheet">
      <Ways {...props} />
      <h1>
        {say("case.card.title", { number: found.number })} <StateTag lifecycle="case" state={found.state} />
      </h1>
      <Who {...props} />
      <Reach {...props} />
      <Needs found={found} />
      <Part
        title={say(plan?.state === "draft" ? "case.card.goals-draft" : "case.card.goals")}
        none={say("case.card.goals-none")}
        lines={(plan?.goals ?? []).map(({ id, words, targetOn }) => ({
          id,
          line: targetOn ? `${words} (${say("plan.goal.by", { day: formats.day(targetOn) })})` : words,
        }))}
      />
      <p>
        <strong>{say("case.card.review")}</strong>:{" "}
        {plan?.nextReviewOn ? formats.dayLong(plan.nextReviewOn) : say("case.card.review-none")}
      </p>
      <Open {...props} />
      <p className="soft">
        {say("case.card.printed", { house: houseName, instant: formats.instant(now), name: printedFor })}
      </p>
    </main>
  );
}

/** On the screen alone: back, and whether the sensitive facts are on the sheet. */
function Ways({ found, groups, withFacts }: CaseSheetProps) {
  const say = useSay();
  const here = `/agency/cases/${found.id}`;
  return (
    <ScreenOnly>
      <p>
        <Link to={here}>{say("case.card.back")}</Link>
      </p>
      <p className="soft">{say("case.card.print")}</p>
      {groups.length > 0 ? (
        <p>
          {withFacts ? (
            <Link to={`${here}/card`}>{say("case.card.without-facts")}</Link>
          ) : (
            <Link to={`${here}/card?facts=on`}>{say("case.card.with-facts")}</Link>
          )}
        </p>
      ) : null}
    </ScreenOnly>
  );
}

function Who({ found, groups }: CaseSheetProps) {
  const { client } = found;
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const facts = groups.flatMap(({ group, facts: ofGroup }) =>
    ofGroup.length === 0
      ? []
      : [
          {
            name: say.any(`client.group.${group}`),
            value: ofGroup.map(({ kind, words }) => `${say.any(`client.kind.${kind}`)}: ${words}`).join("; "),
          },
        ],
  );
  return (
    <Facts
      columns={2}
      facts={[
        {
          name: say("case.card.client"),
          value: [`${client.givenName} ${client.familyName}`, client.preferredName, client.pronouns, client.number]
            .filter(Boolean)
            .join(", "),
        },
        { name: say("client.field.born"), value: client.birthDay ? formats.day(client.birthDay) : null },
        { name: say("client.field.language"), value: languageName(client.language) },
        {
          name: say("client.field.address"),
          value: [client.addressLine, client.city, client.postalCode].filter(Boolean).join(", "),
        },
        { name: say("client.field.access-needs"), value: client.accessNeeds },
        { name: say("case.page.carried-by"), value: found.ownerName },
        { name: say("case.page.summary"), value: found.summary },
        ...facts,
      ]}
    />
  );
}

function Reach({ found: { client }, ways }: CaseSheetProps) {
  const say = useSay();
  const rules = useContactRules();
  return (
    <Part
      title={say("case.card.contact")}
      none={say("case.card.contact-none")}
      lines={[
        ...(client.telephone
          ? [
              {
                id: "own",
                line: [client.telephone, say.any(`client.safe-contact.${client.safeContact}`), client.safeContactNote]
                  .filter(Boolean)
                  .join(" · "),
              },
            ]
          : []),
        ...ways.map((way) => {
          const named = `${say(`client.channel.${way.channel}`)} ${way.value}`;
          // The hour at which it was printed is not the hour at which somebody reads it.
          const shut = way.unsafe !== null && way.unsafe !== "hours";
          return {
            id: way.id,
            line: shut
              ? say("case.card.contact-not", { way: named, why: say(`client.unsafe.${way.unsafe}`) })
              : `${named}: ${rules(way).join(". ")}`,
          };
        }),
      ]}
    />
  );
}

function Needs({ found: { needs } }: Pick<CaseSheetProps, "found">) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Part
      title={say("case.card.needs")}
      none={say("case.card.needs-none")}
      lines={needs.map(({ id, name, words, metAt }) => ({
        id,
        line: [
          words && words !== name ? `${name}: ${words}` : name,
          metAt ? say("case.page.met", { day: formats.instantDay(metAt) }) : "",
        ]
          .filter((part) => part !== "")
          .join(" · "),
      }))}
    />
  );
}

function Open({ found, tasks }: CaseSheetProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <Part
        title={say("case.card.tasks")}
        none={say("case.card.tasks-none")}
        lines={tasks.map(({ id, words, who, dueOn }) => ({
          id,
          line: `${words} · ${who}${dueOn ? ` · ${say("plan.task.until", { day: formats.day(dueOn) })}` : ""}`,
        }))}
      />
      <Part
        title={say("case.card.referrals")}
        none={say("case.card.referrals-none")}
        lines={found.referrals.map(({ id, number, specialty, providers, state }) => ({
          id,
          line: [number, specialty ?? "", providers.join(", "), say.any(`lifecycle.referral.state.${state}`)]
            .filter((part) => part !== "")
            .join(" · "),
        }))}
      />
    </>
  );
}

type PartProps = { title: string; none: string; lines: readonly { readonly id: string; readonly line: ReactNode }[] };

function Part({ title, none, lines }: PartProps) {
  const say = useSay();
  const rest = lines.length - MOST;
  return (
    <section>
      <h2>{title}</h2>
      {lines.length === 0 ? <p className="soft">{none}</p> : null}
      <ul>
        {lines.slice(0, MOST).map(({ id, line }) => (
          <li key={id}>{line}</li>
        ))}
      </ul>
      {rest > 0 ? <p className="soft">{say("case.card.more", { count: rest })}</p> : null}
    </section>
  );
}
