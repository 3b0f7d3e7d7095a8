// What a change of an authorization does, in words: what stays, what falls away and why, what is left, what it moves in the fund. Decides nothing.
import { useFormats, useSay } from "#app/i18n/speech";

type EffectProps = {
  effect: {
    readonly stays: number;
    readonly falls: readonly { readonly id: string; readonly day: string; readonly why: string }[];
    readonly left: bigint;
  };
  unitType: string;
  /** More than is set aside now; below zero: what goes back. */
  moreCents: bigint;
};

export function ChangeEffectList({ effect: { stays, falls, left }, unitType, moreCents }: EffectProps) {
  const say = useSay();
  const formats = useFormats();
  const amount = formats.money(moreCents < 0n ? -moreCents : moreCents);
  return (
    <ul>
      <li>
        {falls.length === 0 ? (
          say("authorization.change.falls-none")
        ) : (
          <>
            <strong>{say("authorization.change.falls", { count: falls.length })}</strong>
            <ul>
              {falls.map(({ id, day, why }) => (
                <li key={id}>
                  {formats.day(day)}: {say.any(`authorization.change.why-${why}`)}
                </li>
              ))}
            </ul>
          </>
        )}
      </li>
      {stays > 0 ? <li>{say("authorization.change.stays", { count: stays })}</li> : null}
      <li>
        {left > 0n
          ? say("authorization.change.left", { units: formats.units(left, unitType) })
          : say("authorization.change.left-none")}
      </li>
      <li>
        {moreCents === 0n
          ? say("authorization.change.same-money")
          : say(moreCents > 0n ? "authorization.change.more" : "authorization.change.less", { amount })}
      </li>
    </ul>
  );
}
