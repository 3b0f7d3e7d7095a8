// The mark: a line that runs through three points to where it was going. Drawn in the colour of the text around it.

export function Mark({ className }: { className?: string }) {
  return (
    <svg className={className ? `mark ${className}` : "mark"} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M5 24c4.5 0 5.5-8 11-8s6.500-8 11-8"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="5" cy="24" r="3.500" fill="currentColor" />
      <circle className="mark-mid" cx="16" cy="16" r="3.500" fill="currentColor" />
      <circle className="mark-end" cx="27" cy="8" r="4" fill="currentColor" />
    </svg>
  );
}

export function Wordmark({ name }: { name: string }) {
  return (
    <span className="wordmark">
      <Mark />
      <span>{name}</span>
    </span>
  );
}
