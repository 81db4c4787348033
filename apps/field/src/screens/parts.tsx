import type { ComponentChildren } from 'preact';

/** The title of a screen takes the focus when the screen comes. */
export function Title({ children }: { children: ComponentChildren }) {
  return <h1 tabIndex={-1}>{children}</h1>;
}

export function Choice<T extends string>(props: {
  name: string;
  legend: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange(value: T): void;
}) {
  return (
    <fieldset class="choice">
      <legend>{props.legend}</legend>
      {props.options.map(({ value, label }) => (
        <label key={value} class="option">
          <input
            type="radio"
            name={props.name}
            value={value}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A button that takes a picture: the phone's camera, or a file where there is none. */
export function PhotoButton(props: { label: string; onPhoto(file: File): void }) {
  return (
    <label class="button quiet">
      <input
        type="file"
        accept="image/*"
        capture="environment"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) props.onPhoto(file);
        }}
      />
      <span>
        <span aria-hidden="true">📷 </span>
        {props.label}
      </span>
    </label>
  );
}
