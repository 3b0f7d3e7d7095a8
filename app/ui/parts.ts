// Every part a page is made of, under one name: `import { PageHeader, DataTable } from "#app/ui/parts"`. Holds no code.
export { ActDetails } from "./act-details";
export { ActForm, type LastResult } from "./act-form";
export { ButtonLink, type ButtonLook, SubmitButton } from "./button";
export { Checkbox, CheckboxGroup, type Option, type OptionGroup, RadioGroup, SelectField } from "./choice-fields";
export { type Column, DataTable } from "./data-table";
export { DeskFrame } from "./desk-frame";
export { ErrorBody, ErrorPage } from "./error-page";
export { type Fact, Facts } from "./facts";
export { FilterBar } from "./filter-bar";
export { Icon, type IconName } from "./icon";
export {
  Actions,
  Card,
  Columns,
  Empty,
  PageHeader,
  PrintOnly,
  ScreenOnly,
  Stack,
  type Tab,
  Tabs,
} from "./layout-parts";
export { type MapMarker, MapView } from "./map-view";
export { Mark, Wordmark } from "./mark";
export { Count, Money, Units } from "./money";
export type { Desk } from "./navigation";
export { Flashes, Notice } from "./notice";
export { Pager } from "./pager";
export { PublicFrame } from "./public-frame";
export { type RootValues, useRootValues } from "./root-values";
export { readSort, type Sort } from "./sort-links";
export { StateTag, ToneTag } from "./state-tag";
export { type Tone, toneOf } from "./state-tones";
export { type Step, Steps } from "./steps";
export {
  DateField,
  FileField,
  HiddenField,
  MoneyField,
  NumberField,
  TextArea,
  TextField,
  TimeField,
} from "./text-fields";
export { Timeline, type TimelineEntry } from "./timeline";
export { type HoursDay, type HoursException, type HoursSpan, WeekHours } from "./week-hours";
