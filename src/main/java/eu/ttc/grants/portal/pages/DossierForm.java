package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.LegalForm;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.kernel.FieldProblem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Translates between a dossier and the fields of its form; the names are the same in both. */
final class DossierForm {

  private static final Pattern FIELDS =
      Pattern.compile(
          "(enterprise|project|partners|costs|priorDeMinimis|declarations|bankAccount|fund)[\\[.].+"
              + "|requestedAmountCents");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, String> typed;
  private final List<FieldProblem> problems = new ArrayList<>();

  private DossierForm(Map<String, String> typed) {
    this.typed = typed;
  }

  /**
   * What the fields say.
   *
   * @param unreadable fields that say nothing a dossier can hold; they are missing in it
   */
  record Said(Dossier dossier, List<FieldProblem> unreadable) {}

  /** The fields of the form among what was sent; nothing of them is changed but invisible signs. */
  static Map<String, String> fields(Map<String, String> sent) {
    var fields = new LinkedHashMap<String, String>();
    sent.forEach(
        (field, value) -> {
          if (FIELDS.matcher(field).matches()) {
            fields.put(field, Written.plain(value));
          }
        });
    return Rows.numbered(fields);
  }

  /** The dossier as its applicant would have typed it. */
  static Map<String, String> of(Dossier dossier, Locale locale) {
    var fields = new LinkedHashMap<String, String>();
    fill(fields, "", JSON.valueToTree(dossier), locale);
    return fields;
  }

  private static void fill(
      Map<String, String> fields, String name, JsonNode content, Locale locale) {
    if (content.isArray()) {
      for (int i = 0; i < content.size(); i++) {
        fill(fields, name + "[" + i + "]", content.get(i), locale);
      }
    } else if (content.isObject()) {
      content.forEachEntry(
          (part, value) -> fill(fields, name.isEmpty() ? part : name + "." + part, value, locale));
    } else if (!content.isNull()) {
      fields.put(
          name,
          name.endsWith("Cents") ? Written.euros(content.asLong(), locale) : content.asString());
    }
  }

  /** Reads the fields; rows must be numbered without gaps. */
  static Said read(Map<String, String> typed) {
    var form = new DossierForm(typed);
    var dossier =
        new Dossier(
            form.enterprise(),
            form.project(),
            form.rows("partners", form::partner),
            form.rows("costs", form::cost),
            form.rows("priorDeMinimis", form::priorAid),
            form.declarations(),
            form.bankAccount("bankAccount"),
            form.cents("requestedAmountCents"),
            form.fund());
    return new Said(dossier, List.copyOf(form.problems));
  }

  private Dossier.Enterprise enterprise() {
    return new Dossier.Enterprise(
        text("enterprise.name"),
        text("enterprise.registrationNumber"),
        choice("enterprise.legalForm", LegalForm.class),
        text("enterprise.street"),
        text("enterprise.postalCode"),
        text("enterprise.town"),
        text("enterprise.country"),
        choice("enterprise.region", Region.class),
        choice("enterprise.sector", Sector.class),
        day("enterprise.foundedOn"),
        whole("enterprise.headcount"),
        cents("enterprise.turnoverCents"),
        cents("enterprise.balanceTotalCents"),
        cents("enterprise.subscribedCapitalCents"),
        cents("enterprise.reservesCents"),
        cents("enterprise.accumulatedLossesCents"),
        rows("enterprise.holdings", this::holding),
        text("enterprise.email"),
        text("enterprise.telephone"));
  }

  private Dossier.Holding holding(String row) {
    return new Dossier.Holding(
        text(row + ".name"),
        whole(row + ".percentage"),
        whole(row + ".headcount"),
        cents(row + ".turnoverCents"),
        cents(row + ".balanceTotalCents"),
        text(row + ".registrationNumber"),
        text(row + ".country"));
  }

  private Dossier.Project project() {
    return new Dossier.Project(
        text("project.title"),
        text("project.summary"),
        text("project.workPlan"),
        day("project.startsOn"),
        day("project.endsOn"),
        choice("project.sector", Sector.class));
  }

  private Dossier.Partner partner(String row) {
    return new Dossier.Partner(
        text(row + ".name"),
        text(row + ".country"),
        choice(row + ".region", Region.class),
        text(row + ".role"),
        text(row + ".registrationNumber"),
        cents(row + ".shareCents"),
        member(row + ".member"));
  }

  private Dossier.@Nullable Member member(String group) {
    return anythingIn(group + ".")
        ? new Dossier.Member(
            choice(group + ".legalForm", LegalForm.class),
            day(group + ".foundedOn"),
            whole(group + ".headcount"),
            cents(group + ".turnoverCents"),
            cents(group + ".balanceTotalCents"),
            cents(group + ".subscribedCapitalCents"),
            cents(group + ".reservesCents"),
            cents(group + ".accumulatedLossesCents"),
            text(group + ".controlledByNumber"),
            text(group + ".controlledByCountry"),
            yesNo(group + ".researchOrganisation"),
            yesNo(group + ".recoveryOrder"),
            yesNo(group + ".insolvent"),
            text(group + ".email"),
            bankAccount(group + ".bankAccount"),
            participation(group + ".participation"))
        : null;
  }

  private Dossier.@Nullable Fund fund() {
    return anythingIn("fund.")
        ? new Dossier.Fund(
            text("fund.call"),
            participation("fund.lead"),
            text("fund.language"),
            grounds("fund.grounds"))
        : null;
  }

  private Dossier.@Nullable Grounds grounds(String group) {
    return anythingIn(group + ".")
        ? new Dossier.Grounds(
            yesNo(group + ".wideDissemination"),
            yesNo(group + ".licensing"),
            text(group + ".explanation"))
        : null;
  }

  private Dossier.@Nullable Participation participation(String group) {
    return anythingIn(group + ".")
        ? new Dossier.Participation(
            perCategory(group + ".costs"),
            perCategory(group + ".otherAid"),
            cents(group + ".ownFundsCents"),
            choice(group + ".assistedArea", AssistedArea.class),
            yesNo(group + ".freeToPublish"))
        : null;
  }

  private Dossier.@Nullable PerCategory perCategory(String group) {
    return anythingIn(group + ".")
        ? new Dossier.PerCategory(
            cents(group + ".industrialResearchCents"),
            cents(group + ".experimentalDevelopmentCents"),
            cents(group + ".feasibilityStudyCents"),
            cents(group + ".patentsCents"),
            cents(group + ".secondmentCents"),
            cents(group + ".innovationAdviceCents"))
        : null;
  }

  private Dossier.CostLine cost(String row) {
    return new Dossier.CostLine(text(row + ".description"), cents(row + ".amountCents"));
  }

  private Dossier.PriorAid priorAid(String row) {
    return new Dossier.PriorAid(
        text(row + ".grantedBy"), day(row + ".grantedOn"), cents(row + ".amountCents"));
  }

  private Dossier.@Nullable Declarations declarations() {
    return anythingIn("declarations.")
        ? new Dossier.Declarations(
            yesNo("declarations.firstResearch"),
            yesNo("declarations.workStarted"),
            yesNo("declarations.recoveryOrder"),
            yesNo("declarations.fundedElsewhere"),
            yesNo("declarations.insolvent"),
            yesNo("declarations.truthful"))
        : null;
  }

  private Dossier.@Nullable BankAccount bankAccount(String group) {
    return anythingIn(group + ".")
        ? new Dossier.BankAccount(
            text(group + ".iban"), text(group + ".bic"), text(group + ".holder"))
        : null;
  }

  private boolean anythingIn(String group) {
    return typed.entrySet().stream()
        .anyMatch(field -> field.getKey().startsWith(group) && !field.getValue().isBlank());
  }

  private <T> List<T> rows(String list, Function<String, T> row) {
    return Rows.of(typed, list).stream().map(row).toList();
  }

  /** Nothing for a blank field: what must not be missing is the dossier's own rule. */
  private @Nullable String text(String field) {
    return value(field).orElse(null);
  }

  private @Nullable Long cents(String field) {
    return read(field, "amount", "must be an amount in euros", Written::cents);
  }

  private @Nullable Integer whole(String field) {
    return read(field, "number", "must be a whole number", Written::whole);
  }

  private @Nullable LocalDate day(String field) {
    return read(field, "date", "must be a date", Written::day);
  }

  private <E extends Enum<E>> @Nullable E choice(String field, Class<E> choices) {
    return read(
        field,
        "choice",
        "must be one of the choices",
        text ->
            Arrays.stream(choices.getEnumConstants())
                .filter(one -> one.name().equals(text))
                .findFirst());
  }

  private @Nullable Boolean yesNo(String field) {
    return read(
        field,
        "choice",
        "must be true or false",
        text -> Stream.of(true, false).filter(one -> one.toString().equals(text)).findFirst());
  }

  private <T> @Nullable T read(
      String field, String rule, String message, Function<String, Optional<T>> reading) {
    var text = value(field);
    if (text.isEmpty()) {
      return null;
    }
    var read = reading.apply(text.get());
    if (read.isEmpty()) {
      problems.add(new FieldProblem(field, rule, message));
    }
    return read.orElse(null);
  }

  private Optional<String> value(String field) {
    return Optional.ofNullable(typed.get(field)).map(String::strip).filter(text -> !text.isEmpty());
  }
}
