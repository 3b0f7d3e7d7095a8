// The demo's specialties: a tree of three levels, written for it, with words people use for each. Codes are our own.

export interface Leaf {
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly unitType: "hour" | "session" | "day" | "item" | "quarter_hour";
  /** Usual price of a unit in cents. */
  readonly rateCents: number;
}

const leaf = (name: string, unitType: Leaf["unitType"], rateCents: number, ...synonyms: string[]): Leaf => ({
  name,
  unitType,
  rateCents,
  synonyms,
});

/** Top → middle → leaves. */
export const taxonomy: Readonly<Record<string, Readonly<Record<string, readonly Leaf[]>>>> = {
  Health: {
    "Mental health": [
      leaf("Individual counseling", "hour", 9500, "therapy", "talking to someone"),
      leaf("Group counseling", "session", 3500, "support group", "group therapy"),
      leaf("Crisis support", "hour", 11000, "crisis", "urgent help"),
    ],
    "Substance use": [
      leaf("Recovery coaching", "session", 6000, "sobriety", "addiction"),
      leaf("Outpatient treatment", "day", 14000, "rehab", "treatment"),
    ],
    "Care at home": [
      leaf("Personal care", "quarter_hour", 725, "home aide", "bathing"),
      leaf("Home nursing", "hour", 8200, "nurse visits"),
      leaf("Physical therapy", "session", 8800, "physio", "rehabilitation"),
    ],
  },
  Food: {
    Meals: [
      leaf("Meal delivery", "item", 1150, "meals on wheels", "home meals"),
      leaf("Community meals", "item", 800, "soup kitchen", "hot meals"),
    ],
    Groceries: [
      leaf("Food pantry", "item", 2500, "food bank", "groceries"),
      leaf("Nutrition coaching", "session", 5500, "diet", "nutritionist"),
    ],
  },
  Housing: {
    "Finding a home": [
      leaf("Housing navigation", "hour", 6800, "apartment search", "finding housing"),
      leaf("Move-in help", "item", 45000, "deposit", "first month's rent"),
    ],
    "Keeping a home": [
      leaf("Tenancy support", "hour", 6200, "eviction prevention", "landlord problems"),
      leaf("Home repair", "item", 32000, "repairs", "ramp"),
    ],
    Shelter: [
      leaf("Emergency shelter", "day", 8500, "shelter", "a bed tonight"),
      leaf("Transitional housing", "day", 6400, "temporary housing"),
    ],
  },
  Work: {
    "Getting work": [
      leaf("Job coaching", "hour", 5800, "job search", "résumé"),
      leaf("Supported employment", "hour", 6100, "job support"),
    ],
    Training: [
      leaf("Skills training", "day", 9000, "job training", "course"),
      leaf("Digital skills", "session", 4000, "computer class"),
    ],
  },
  Learning: {
    Adults: [
      leaf("Adult literacy", "session", 3800, "reading", "GED"),
      leaf("English classes", "session", 3600, "ESL", "learning English"),
    ],
    "Children and youth": [
      leaf("Tutoring", "session", 4200, "homework help"),
      leaf("After-school program", "day", 3000, "after school"),
    ],
  },
  Family: {
    Parenting: [
      leaf("Parenting classes", "session", 4500, "parent support"),
      leaf("Home visiting", "session", 7000, "new parents"),
    ],
    "Child care": [
      leaf("Respite care", "hour", 2900, "a break", "sitting"),
      leaf("Early childhood program", "day", 5200, "day care", "preschool"),
    ],
    Safety: [
      leaf("Domestic violence support", "session", 7800, "abuse", "safe home"),
      leaf("Supervised visits", "hour", 5600, "visitation"),
    ],
  },
  Legal: {
    Advice: [
      leaf("Legal advice", "hour", 10500, "lawyer", "legal aid"),
      leaf("Benefits help", "session", 4800, "applications", "paperwork"),
    ],
    Immigration: [leaf("Immigration help", "hour", 9800, "papers", "visa")],
  },
  Transport: {
    Rides: [
      leaf("Rides to appointments", "item", 2200, "transport", "a ride"),
      leaf("Wheelchair transport", "item", 3900, "accessible ride"),
    ],
    Passes: [leaf("Bus passes", "item", 1500, "fare card")],
  },
  "Older adults": {
    "Day programs": [
      leaf("Adult day center", "day", 7600, "senior center"),
      leaf("Friendly visits", "session", 2600, "loneliness", "company"),
    ],
    Support: [leaf("Caregiver support", "session", 4900, "carers"), leaf("Memory care", "day", 11500, "dementia")],
  },
};
