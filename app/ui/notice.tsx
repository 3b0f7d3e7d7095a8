// A sentence that stands out: something was done, should be known, or went wrong. The word and shape say which, not the colour alone.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { Icon, type IconName } from "./icon";
import type { Flash } from "./root-values";

export type NoticeTone = Flash["tone"];

const SHAPES: Readonly<Record<NoticeTone, IconName>> = {
  done: "check-circle",
  info: "info",
  warning: "warning",
  error: "error",
};

type NoticeProps = { tone?: NoticeTone; title?: string; children?: ReactNode };

export function Notice({ tone = "info", title, children }: NoticeProps) {
  const say = useSay();
  return (
    <div className={`notice notice-${tone}`}>
      <Icon name={SHAPES[tone]} label={say(`ui.notice.${tone}`)} />
      <div>
        {title ? <p className="notice-title">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}

/** What the last deed said, at the top of the next page; announced without taking the focus. */
export function Flashes({ notices }: { notices: readonly Flash[] }) {
  const say = useSay();
  if (notices.length === 0) return null;
  return (
    <div className="flashes" role="status">
      {notices.map(({ tone, text }) => (
        <Notice key={text} tone={tone}>
          <p>{say.any(text)}</p>
        </Notice>
      ))}
    </div>
  );
}
