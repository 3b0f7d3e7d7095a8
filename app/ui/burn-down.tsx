// How much of an authorization is delivered, planned and left, drawn and in words. Takes counts; computes nothing but shares.
import { useFormats, useSay } from "#app/i18n/speech";
import { Facts } from "./facts";

type BurnDownProps = {
  standing: { authorized: bigint; used: bigint; planned: bigint; left: bigint };
  unitType: string;
  lastDay: string;
};

export function BurnDown({ standing, unitType, lastDay }: BurnDownProps) {
  const say = useSay();
  const formats = useFormats();
  const { authorized, used, planned, left } = standing;
  const shareOf = (units: bigint) => (authorized === 0n ? 0 : Number((units * 1000n) / authorized) / 10);
  const usedShare = Math.min(100, shareOf(used));
  const plannedShare = Math.min(100 - usedShare, shareOf(planned));
  const said = {
    used: formats.units(used),
    planned: formats.units(planned),
    left: formats.units(left),
    authorized: formats.units(authorized, unitType),
  };
  return (
    <>
      <svg viewBox="0 0 100 5" width="100%" height="14" preserveAspectRatio="none" role="img">
        <title>{say("authorization.page.chart", said)}</title>
        <rect width="100" height="5" fill="var(--line)" />
        <rect width={usedShare} height="5" fill="var(--primary)" />
        <rect x={usedShare} width={plannedShare} height="5" fill="var(--primary)" opacity="0.4" />
      </svg>
      <Facts
        short
        facts={[
          { name: say("authorization.page.authorized"), value: said.authorized },
          { name: say("authorization.page.used"), value: said.used },
          { name: say("authorization.page.planned"), value: said.planned },
          { name: say("authorization.page.left"), value: <strong>{formats.units(left, unitType)}</strong> },
          { name: say("authorization.page.last-day"), value: formats.day(lastDay) },
        ]}
      />
    </>
  );
}
