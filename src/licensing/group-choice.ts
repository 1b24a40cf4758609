/** A group offered for choosing; `detail` tells groups with equal names apart (kind, mail, number of members). */
export interface GroupChoice {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}
