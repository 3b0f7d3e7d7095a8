// One service at one place as a caseworker reads it before referring: what, where, when, for whom, and on what terms.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { readQuality } from "#app/models/feedback/quality.server";
import { idParam, type ServiceAtLocationId } from "#app/models/values/ids";
import { searchAddress } from "#app/search/address";
import { searchParams } from "#app/search/params";
import { readCaseOfSearch } from "#app/search/prefill.server";
import { type ProviderOfPage, readProvider } from "#app/search/provider.server";
import { readQuery } from "#app/search/query";
import { USUAL_DISTANCE } from "#app/search/wish";
import { QualityCard } from "#app/ui/feedback-parts";
import { FactAge } from "#app/ui/keeping-facts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card, Columns, Facts, Notice, PageHeader, Stack } from "#app/ui/parts";
import { ProviderContact, ProviderService } from "#app/ui/provider-parts";
import { ReasonLine, useRateText } from "#app/ui/reason-line";
import { Schedule } from "#app/ui/week-words";

const params = z.object({ serviceAtLocationId: idParam<ServiceAtLocationId>() });

export const handle: PageHandle = {
  title: (data) => [
    "search.provider.title",
    { name: (data as { provider?: ProviderOfPage } | undefined)?.provider?.name ?? "" },
  ],
};

export const loader = loaderFor(
  "search:providers",
  { params, query: searchParams, records: true },
  async ({ actor, db, params, query: given }) => {
    // The search it was found by comes along, for the way back to it.
    const query = readQuery(given, { unit: actor.distanceUnit, within: USUAL_DISTANCE, order: "best" });
    const ofCase = query.caseId ? await readCaseOfSearch(db, query.caseId) : null;
    if (ofCase) {
      const { clientId } = ofCase;
      await recordRead(db, actor, "search", { subjectType: "client", subjectId: clientId, clientId });
    }
    return {
      provider: await readProvider(db, actor, params.serviceAtLocationId, await clock(db)),
      quality: await readQuality(db, params.serviceAtLocationId),
      refer: ofCase?.mayRefer ? { caseId: ofCase.caseId, name: ofCase.clientName, needId: query.needId } : null,
      search: query.asked ? searchAddress(query) : "/agency/search",
    };
  },
);

export default function ProviderPage() {
  const { provider, quality, refer, search } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={provider.name}
        lead={[provider.organizationName, provider.locationName].filter(Boolean).join(" · ")}
        back={{ to: search, label: say("search.provider.back") }}
        actions={
          refer && provider.listed ? (
            <ButtonLink
              icon="send"
              to={`/agency/referrals/new?case=${refer.caseId}${refer.needId ? `&need=${refer.needId}` : ""}&place=${provider.id}`}
            >
              {say("search.provider.refer", { name: refer.name })}
            </ButtonLink>
          ) : (
            <ButtonLink to="/agency/cases" look="secondary">
              {say("search.provider.refer-choose")}
            </ButtonLink>
          )
        }
      />
      {provider.listed ? null : <Notice tone="warning">{say("search.provider.not-listed")}</Notice>}
      {provider.alert ? (
        <Notice tone="warning" title={say("search.provider.alert")}>
          {provider.alert}
        </Notice>
      ) : null}
      <Columns
        main={
          <Stack>
            <ProviderService provider={provider} />
            <Hours provider={provider} />
            <Others provider={provider} />
          </Stack>
        }
        aside={
          <Stack>
            <Terms provider={provider} />
            <QualityCard quality={quality} />
            <ProviderContact provider={provider} />
            <Ages provider={provider} />
          </Stack>
        }
      />
    </>
  );
}

function Hours({ provider }: { provider: ProviderOfPage }) {
  const say = useSay();
  return (
    <Card title={say("search.provider.hours")} aside={<ReasonLine reason={provider.opening} />}>
      <Schedule
        hours={provider.hours}
        holidays={provider.holidays}
        exceptions={provider.dated}
        timeZone={provider.timeZone}
        today={provider.today}
      />
      {provider.hoursText ? (
        <p className="soft prose">{say("search.provider.hours-as-written", { text: provider.hoursText })}</p>
      ) : null}
    </Card>
  );
}

function Terms({ provider }: { provider: ProviderOfPage }) {
  const say = useSay();
  const formats = useFormats();
  const rateText = useRateText();
  const { agreement, rates } = provider;
  return (
    <Card title={say("search.provider.terms")}>
      <Facts
        facts={[
          { name: say("search.provider.referrals"), value: <ReasonLine reason={provider.referrals} /> },
          {
            name: say("search.provider.agreement"),
            value: agreement ? (
              <>
                <ReasonLine reason={provider.network} />{" "}
                <span className="soft">
                  {say("search.provider.agreement-line", {
                    number: agreement.number,
                    days: formats.days(agreement.startsOn, agreement.endsOn),
                  })}
                </span>
              </>
            ) : (
              say("search.provider.agreement-none")
            ),
          },
          {
            name: say("search.provider.rate"),
            value:
              rates.length > 0 ? <span className="figures">{rateText(rates)}</span> : say("search.provider.rate-none"),
          },
        ]}
      />
    </Card>
  );
}

/** How old each group of facts is, and who said it. */
function Ages({ provider }: { provider: ProviderOfPage }) {
  const say = useSay();
  return (
    <Card title={say("keeping.provider-title")}>
      <Facts
        facts={provider.ages.map((age) => ({ name: say(`keeping.group.${age.group}`), value: <FactAge line={age} /> }))}
      />
    </Card>
  );
}

function Others({ provider }: { provider: ProviderOfPage }) {
  const say = useSay();
  if (provider.others.length === 0) return null;
  return (
    <Card title={say("search.provider.others", { name: provider.organizationName })}>
      <ul>
        {provider.others.map(({ id, name, locationName, city }) => (
          <li key={id}>
            <Link to={`/agency/providers/${id}`}>{name}</Link>
            <span className="soft">
              {" · "}
              {[locationName, city]
                .filter((part, place) => part && (place === 0 || !locationName.includes(part)))
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
