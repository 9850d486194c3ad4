package eu.ttc.grants.portal.pages;

import eu.ttc.grants.kernel.Scheme;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Sections of the application form, in their order on the page. */
enum FormSection {
  ENTERPRISE,
  FIGURES,
  PROJECT,
  PARTNERS,
  COSTS,
  EARLIER_AID,
  DECLARATIONS,
  BANK_ACCOUNT,
  DOCUMENTS;

  private static final Set<String> FIGURE_FIELDS =
      Set.of(
          "headcount",
          "turnoverCents",
          "balanceTotalCents",
          "subscribedCapitalCents",
          "reservesCents",
          "accumulatedLossesCents");

  /** The section in which this field is asked. */
  static FormSection of(String field) {
    if (field.equals("fund.language")) {
      return PROJECT;
    }
    var names = field.replaceAll("\\[\\d+]", "").split("\\.");
    return switch (names[0]) {
      case "project" -> PROJECT;
      case "partners" -> PARTNERS;
      case "costs", "requestedAmountCents", "fund" -> COSTS;
      case "priorDeMinimis" -> EARLIER_AID;
      case "declarations" -> DECLARATIONS;
      case "bankAccount" -> BANK_ACCOUNT;
      case "documents" -> DOCUMENTS;
      default ->
          names.length > 1 && (FIGURE_FIELDS.contains(names[1]) || names[1].equals("holdings"))
              ? FIGURES
              : ENTERPRISE;
    };
  }

  /** The sections that this scheme asks for. */
  static List<FormSection> of(Scheme scheme) {
    return switch (scheme) {
      case VOUCHER -> List.of(values());
      case INNOVATION_FUND ->
          Arrays.stream(values()).filter(section -> section != EARLIER_AID).toList();
    };
  }

  /** Anchor of the section on the page and end of its text keys. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
