// An agreement on paper: both sides, days, prices, terms. Takes plain values and offers nothing to press but the way back.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { AgreementOfPage } from "#app/models/organization/read-agreement.server";
import { Facts } from "./facts";
import { ScreenOnly } from "./layout-parts";
import { PriceTable } from "./price-parts";

export function AgreementSheet({ agreement, path }: { agreement: AgreementOfPage; path: string }) {
  const say = useSay();
  const formats = useFormats();
  const { id, number, version, agencyName, organizationName, startsOn, lastDay, today, terms, rates } = agreement;
  const { paymentDays, noticeDays, ceilingCents, documentName } = agreement;
  return (
    <main id="main-content" className="slip">
      <ScreenOnly>
        <p>
          <Link to={`${path}/${id}`}>{say("agreement.print-back")}</Link>
        </p>
      </ScreenOnly>
      <h1>{say("agreement.title-version", { number, version })}</h1>
      <Facts
        columns={2}
        facts={[
          { name: say("agreement.between"), value: formats.list([agencyName, organizationName]) },
          { name: say("agreement.facts.first-day"), value: formats.dayLong(startsOn) },
          { name: say("agreement.facts.last-day"), value: formats.dayLong(lastDay) },
          { name: say("agreement.facts.payment-days"), value: formats.count(paymentDays) },
          { name: say("agreement.facts.notice-days"), value: formats.count(noticeDays) },
          {
            name: say("agreement.ceiling.title"),
            value: ceilingCents === null ? say("agreement.ceiling.none") : formats.money(BigInt(ceilingCents)),
          },
        ]}
      />
      <h2>{say("network.agreement.prices")}</h2>
      <PriceTable rates={rates} mayEnd={false} today={today} />
      <h2>{say("agreement.terms.title")}</h2>
      <p className="prose">{terms || say("agreement.terms.none")}</p>
      {documentName ? <p>{say("agreement.terms.download", { name: documentName })}</p> : null}
    </main>
  );
}
