package eu.ttc.grants.portal;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.screening.SmeCategory;
import java.util.EnumSet;
import java.util.Set;

/** What stands out in an application and should not be overlooked by whoever handles it. */
public enum Remark {
  INCOMPLETE,
  OUT_OF_REGION,
  OUT_OF_SECTOR,
  NOT_SME,
  NOT_CROSS_BORDER,
  NOT_FIRST_RESEARCH,
  WORK_STARTED,
  RECOVERY_ORDER,
  DOUBLE_FUNDING,
  /** No bar for de minimis aid, but to be known. */
  IN_DIFFICULTY,
  /** Only a person may refuse a natural person. */
  NATURAL_PERSON,
  CEILING_EXCEEDED;

  /** What stands out, most formal first. The fund does not ask whether research is the first. */
  public static Set<Remark> about(Assessment assessment, Scheme scheme) {
    var remarks = EnumSet.noneOf(Remark.class);
    var completeness = assessment.completeness();
    note(remarks, INCOMPLETE, completeness != null && !completeness.complete());
    var gathered = assessment.facts();
    if (gathered != null) {
      var facts = gathered.facts();
      note(remarks, OUT_OF_REGION, facts.region() == Region.OTHER);
      note(remarks, OUT_OF_SECTOR, facts.sector() == Sector.OTHER);
      note(remarks, NOT_SME, facts.smeCategory() == SmeCategory.LARGE);
      note(remarks, NOT_CROSS_BORDER, !facts.crossBorder());
      note(remarks, NOT_FIRST_RESEARCH, scheme == Scheme.VOUCHER && !facts.firstResearch());
      note(remarks, WORK_STARTED, facts.workStarted());
      note(remarks, RECOVERY_ORDER, facts.recoveryOrder());
      note(remarks, DOUBLE_FUNDING, facts.doubleFunding());
      note(remarks, IN_DIFFICULTY, facts.inDifficulty());
      note(remarks, NATURAL_PERSON, facts.naturalPerson());
    }
    note(
        remarks,
        CEILING_EXCEEDED,
        assessment.headroom().stream().anyMatch(party -> !party.withinCeiling()));
    return remarks;
  }

  private static void note(Set<Remark> remarks, Remark remark, boolean holds) {
    if (holds) {
      remarks.add(remark);
    }
  }
}
