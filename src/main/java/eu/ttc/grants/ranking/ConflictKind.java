package eu.ttc.grants.ranking;

/** Why a member of a panel leaves while an application is ranked ({@code domain.md} § 5). */
public enum ConflictKind {
  TOOK_PART_IN_PREPARING,
  BENEFITS_FROM_OUTCOME,
  PERSONAL_TIE,
  OWNER_OR_DIRECTOR,
  WORKS_FOR_A_PARTY,
  COMPETING_APPLICATION,
  SUPERVISORY_TIE,
  OTHER_DOUBT
}
