import "./button.css";

interface Props { text: string; accept?: string; multiple?: boolean; disabled?: boolean; chosen?: string; choose: (files: File[]) => void }

/** A file input in the reader's language: the browser's own speaks the browser's. The name of what was chosen stands beside it. */
export function FileButton({ text, accept, multiple, disabled, chosen, choose }: Props) {
  return (
    <span className="row">
      <label className={disabled ? "button file disabled" : "button file"}>
        {text}
        <input type="file" accept={accept} multiple={multiple} disabled={disabled} onChange={(e) => { choose([...(e.target.files ?? [])]); e.target.value = ""; }} />
      </label>
      {chosen && <span>{chosen}</span>}
    </span>
  );
}
