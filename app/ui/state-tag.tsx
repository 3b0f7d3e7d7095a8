// A state as word, shape and colour, so that none of the three has to be enough. Reads no lifecycle; takes names.
import { useSay } from "#app/i18n/speech";
import { Icon } from "./icon";
import { TONE_SHAPES, type Tone, toneOf } from "./state-tones";

/** `<StateTag lifecycle="offer" state={offer.state} />` */
export function StateTag({ lifecycle, state }: { lifecycle: string; state: string }) {
  const say = useSay();
  return <ToneTag tone={toneOf(lifecycle, state)}>{say.any(`lifecycle.${lifecycle}.state.${state}`)}</ToneTag>;
}

/** The same look for something that is no lifecycle: "overdue", "needs two people". */
export function ToneTag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={`state state-${tone}`}>
      <Icon name={TONE_SHAPES[tone]} />
      {children}
    </span>
  );
}
