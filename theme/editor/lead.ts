// The lead picture and the related stories: values of a story that are more than a field.
import { creditFields } from "./credit";
import { parts } from "./fields";
import { find, given, make, word } from "./page";
import { pick } from "./pick";
import { headlineOf, pictureOf } from "./views";

interface Lead {
  id: string;
  caption?: string;
  alt?: string;
  framing?: { focus: { x: number; y: number } };
}

/** Fills both places of the page; `changed` hears when a value changes. */
export function open(changed: () => void): void {
  openLead(changed);
  openRelated(changed);
  openOriginal(changed);
}

/** The story of another edition of which this one is the translation. */
function openOriginal(changed: () => void): void {
  const place = find("#translation")!;
  const list = place.querySelector("ul")!;
  let value: string | null = null;
  const show = () => {
    if (!value) return list.replaceChildren();
    const link = make("a", { href: `/desk/stories/${value}`, dir: "auto" });
    void headlineOf(value).then((headline) => (link.textContent = headline));
    const drop = make("button", { type: "button", class: "quiet", "aria-label": word("remove"), onclick: () => change(null) }, "×");
    list.replaceChildren(make("li", {}, link, ...(given.mayEdit ? [drop] : [])));
  };
  const change = (next: string | null) => {
    value = next;
    show();
    changed();
  };
  parts["translation_of"] = {
    get: () => value,
    set: (next) => {
      value = next as string | null;
      show();
    },
  };
  place.querySelector<HTMLElement>(".choose")!.onclick = async () => {
    const id = await pick("original", find<HTMLSelectElement>("[name=edition]")?.value);
    if (id) change(id);
  };
}

function openLead(changed: () => void): void {
  const place = find("#lead")!;
  const [image, remove] = [place.querySelector("img")!, place.querySelector<HTMLElement>(".remove")!];
  const [alt, caption] = ["alt", "caption"].map((name) => place.querySelector<HTMLInputElement>(`[name=lead-${name}]`)!) as [HTMLInputElement, HTMLInputElement];
  const [point, bank] = [place.querySelector<HTMLElement>(".focus")!, place.querySelector<HTMLElement>(".of-bank")!];
  let value: Lead | null = null;
  const show = async () => {
    place.classList.toggle("is-empty", !value);
    const known = value && (await pictureOf(value.id));
    image.src = known?.src ?? "";
    image.alt = known?.alt ?? "";
    [alt.value, caption.value] = [value?.alt ?? "", value?.caption ?? ""];
    [alt.placeholder, caption.placeholder] = [known?.alt ?? "", known?.caption ?? ""];
    if (bank.dataset["picture"] !== (value?.id ?? "")) bank.replaceChildren(...(value && known ? [creditFields(value.id, known)] : []));
    bank.dataset["picture"] = value?.id ?? "";
    const focus = value?.framing?.focus;
    point.hidden = !focus;
    if (focus) point.className = `focus fx-${Math.round(focus.x * 20)} fy-${Math.round(focus.y * 20)}`;
  };
  const change = (next: Lead | null) => {
    value = next;
    void show();
    changed();
  };
  parts["lead_picture"] = {
    get: () => value,
    set: (next) => {
      value = next as Lead | null;
      void show();
    },
  };
  for (const [input, name] of [[alt, "alt"], [caption, "caption"]] as const) {
    input.oninput = () => {
      const { [name]: _, ...others } = value!;
      value = input.value ? { ...others, [name]: input.value } : others;
      changed();
    };
  }
  place.querySelector<HTMLElement>(".choose")!.onclick = async () => {
    const id = await pick("picture");
    if (id) change({ id });
  };
  remove.onclick = () => change(null);
  // What is pressed stays in sight where the picture is cut.
  image.onclick = (event) => {
    const round = (part: number, whole: number) => Math.round((part / whole) * 20) / 20;
    const focus = { x: round(event.offsetX, image.width), y: round(event.offsetY, image.height) };
    if (value && given.mayEdit) change({ ...value, framing: { focus } });
  };
}

function openRelated(changed: () => void): void {
  const place = find("#related")!;
  const list = place.querySelector("ul")!;
  let value: string[] = [];
  const show = () => {
    const line = (id: string) => {
      const text = make("span", { dir: "auto" });
      void headlineOf(id).then((headline) => (text.textContent = headline));
      const drop = () => change(value.filter((other) => other !== id));
      return make("li", {}, text, make("button", { type: "button", class: "quiet", "aria-label": word("remove"), onclick: drop }, "×"));
    };
    list.replaceChildren(...value.map(line));
  };
  const change = (next: string[]) => {
    value = next;
    show();
    changed();
  };
  parts["related"] = {
    get: () => value,
    set: (next) => {
      value = next as string[];
      show();
    },
  };
  place.querySelector<HTMLElement>(".choose")!.onclick = async () => {
    const id = await pick("story");
    if (id && !value.includes(id)) change([...value, id]);
  };
}
