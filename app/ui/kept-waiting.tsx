// The lines that wait on this telephone to be sent, those that were not taken and why. Names somebody only while the roster that names them is there.
import { useSearchParams } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { dropLine, type KeptLine } from "./kept-roster";
import { Actions, Card } from "./layout-parts";
import type { Kept } from "./use-kept";

export function KeptWaiting({ kept }: { kept: Kept }) {
  const say = useSay();
  const { lines, met, roster } = kept;
  const leaving = useSearchParams()[0].has("leaving");
  const waiting = lines.filter(({ refused }) => refused === null);
  if (lines.length === 0) return met === "all" ? <p role="status">{say("along.all-sent")}</p> : <p role="status" />;
  const nameOf = ({ sessionId }: KeptLine) =>
    roster?.lines.find((line) => line.sessionId === sessionId)?.clientName ?? say("along.kept");
  return (
    <Card title={say("along.waits", { count: lines.length })} look="act">
      {leaving ? <p>{say("along.leave", { count: lines.length })}</p> : null}
      <p role="status">{met === null || met === "all" ? "" : say(`along.${met}`)}</p>
      <ul className="plain-list">
        {lines.map((line) => (
          <li key={line.key}>
            <strong>{nameOf(line)}</strong> {stateWords(say, line)}
            {line.refused === null ? null : <Refused line={line} look={kept.look} />}
          </li>
        ))}
      </ul>
      <Actions>
        {waiting.length > 0 ? (
          <button type="button" className="usa-button" onClick={() => void kept.send()}>
            {say("along.send")}
          </button>
        ) : null}
        {met === "signed-out" ? (
          <a className="usa-button usa-button--outline" href="/sign-in?returnTo=%2Ftake-along">
            {say("along.sign-in")}
          </a>
        ) : null}
        {leaving ? (
          <form method="post" action="/sign-out">
            <button type="submit" className="usa-button usa-button--unstyled">
              {say("along.sign-out")}
            </button>
          </form>
        ) : null}
      </Actions>
    </Card>
  );
}

const stateWords = (say: ReturnType<typeof useSay>, { fields }: KeptLine) => {
  const state = fields.find(([name]) => name === "state")?.[1];
  return state ? say.any(`delivery.day.state.${state}`) : "";
};

function Refused({ line, look }: { line: KeptLine; look: Kept["look"] }) {
  const say = useSay();
  return (
    <>
      <p className="usa-error-message">
        {line.refused ? say("along.refused", { words: line.refused }) : say("along.refused-plain")}
      </p>
      <Actions>
        <a href={`/portal/sessions/${line.sessionId}`}>{say("along.look")}</a>
        <button
          type="button"
          className="usa-button usa-button--unstyled"
          onClick={() => void dropLine(line.key).then(look)}
        >
          {say("along.drop")}
        </button>
      </Actions>
    </>
  );
}
