// What is folded away until it is wanted, and open again when its form came back with something to mend. Works without script.
import { useActionData } from "@remix-run/react";
import type { ReactNode } from "react";
import type { LastResult } from "./act-form";
import { Icon } from "./icon";

type ActDetailsProps = {
  summary: string;
  /** The form inside, where there is one. */
  formId?: string;
  /** Unfolded to begin with. */
  open?: boolean;
  children: ReactNode;
};

export function ActDetails({ summary, formId, open, children }: ActDetailsProps) {
  const answered = useActionData<{ lastResult?: LastResult } | undefined>();
  const key = answered?.lastResult?.initialValue?._key;
  const cameBack = formId !== undefined && typeof key === "string" && key.endsWith(`:${formId}`);
  return (
    <details className="act-details" open={cameBack || open || undefined}>
      <summary>
        <Icon name="expand-more" />
        {summary}
      </summary>
      <div>{children}</div>
    </details>
  );
}
