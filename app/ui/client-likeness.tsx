// Somebody who may be the client that is being taken in: who, and why it seems so. Takes plain values; decides nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";

export type LikenessOfList = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly birthDay: string | null;
  readonly telephone: string | null;
  readonly reasons: readonly string[];
};

export function LikenessLine({ likeness }: { likeness: LikenessOfList }) {
  const say = useSay();
  const formats = useFormats();
  const { id, number, name, birthDay, telephone, reasons } = likeness;
  const facts = [birthDay ? say("client.new.like-born", { day: formats.day(birthDay) }) : "", telephone ?? ""];
  const why = formats.list(reasons.map((reason) => say.any(`client.link.why-${reason}`)));
  return (
    <div>
      <Link to={`/agency/clients/${id}`}>{say("client.new.like-line", { number, name })}</Link>
      <p className="soft">
        {facts
          .filter((part) => part !== "")
          .concat(say("client.new.like-why", { reasons: why }))
          .join(" · ")}
      </p>
    </div>
  );
}
