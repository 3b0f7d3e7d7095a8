// A form that is folded away until it is wanted, and open again when it came back with something to mend. Works without script.
import { useActionData } from "@remix-run/react";
import type { ReactNode } from "react";
import type { LastResult } from "./act-form";
import { Icon } from "./icon";

type FormDetailsProps = { formId: string; summary: string; children: ReactNode };

export function FormDetails({ formId, summary, children }: FormDetailsProps) {
  const answered = useActionData<{ lastResult?: LastResult } | undefined>();
  const key = answered?.lastResult?.initialValue?._key;
  const cameBack = typeof key === "string" && key.endsWith(`:${formId}`);
  return (
    <details className="act-details" open={cameBack || undefined}>
      <summary>
        <Icon name="expand-more" />
        {summary}
      </summary>
      <div>{children}</div>
    </details>
  );
}
