// What answers to a form come to: each score with its words, and how much is still open. Adds nothing up itself.
import { useSay } from "#app/i18n/speech";
import type { ScoreResult } from "#app/models/form/evaluate";
import { useScoreWords } from "./form-words";
import { Card } from "./layout-parts";

export function ScoresCard({ scores }: { scores: readonly ScoreResult[] }) {
  const say = useSay();
  const words = useScoreWords();
  return (
    <Card title={say("form.preview.scores")}>
      {scores.length === 0 ? <p className="soft">{say("form.preview.no-scores")}</p> : null}
      <dl className="form-scores" aria-live="polite">
        {scores.map((score) => (
          <div key={score.key}>
            <dt>{score.name}</dt>
            <dd>
              <strong className="figures">{words(score)}</strong>
              {score.open > 0 ? <span className="soft"> {say("form.preview.open", { count: score.open })}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
