// A QR code as a picture with a name; black on white also where the rest is dark. Takes a finished path.
type QrPictureProps = { code: { size: number; path: string }; label: string };

export function QrPicture({ code: { size, path }, label }: QrPictureProps) {
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
