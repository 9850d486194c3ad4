package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.AidSheet;
import eu.ttc.grants.stateaid.AidStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Tells the steps of a computation of aid in the language of the person looking. For templates:
 * {@code @aidTexts}.
 */
@Component("aidTexts")
class AidSheetTexts {

  private final MessageSource messages;
  private final Show show;

  AidSheetTexts(MessageSource messages, Show show) {
    this.messages = messages;
    this.show = show;
  }

  /**
   * One step as people read it.
   *
   * @param name of the step
   * @param about partner and category; empty when it is about the whole project
   * @param figures what went in
   * @param rule in words
   * @param source where the rule stands
   * @param result what came out
   * @param bars whether the grant founders on it
   */
  record Line(
      String name,
      String about,
      String figures,
      String rule,
      String source,
      String result,
      boolean bars) {}

  /** All steps of a sheet, in order. */
  public List<Line> lines(AidSheet sheet) {
    return sheet.steps().stream().map(this::line).toList();
  }

  /** The name of a category of costs. */
  public String category(AidCategory category) {
    return text("aid.category." + category);
  }

  /** A rate as people who speak this language write it. */
  public String percent(BigDecimal rate) {
    return show.number(rate) + "\u00a0%";
  }

  private Line line(AidStep step) {
    return switch (step) {
      case AidStep.CrossBorder border ->
          new Line(
              name(step),
              "",
              border.memberStates().stream().map(show::country).collect(Collectors.joining(", ")),
              text("aid.rule.CrossBorder", show.number(border.atLeast())),
              border.source(),
              text("aid.result.CrossBorder." + border.met()),
              !border.met());
      case AidStep.Basis basis ->
          new Line(
              name(step),
              about(basis.partner(), basis.category()),
              "",
              text("aid.rule.Basis", basis.rule()),
              basis.source(),
              basis.reasonCode() == null
                  ? text("aid.basis." + basis.basis())
                  : text("mail.reason." + basis.reasonCode()),
              basis.reasonCode() != null);
      case AidStep.Collaboration together -> collaboration(together);
      case AidStep.VerifiedGrounds verified -> verified(verified);
      case AidStep.AdviceCeiling advice ->
          new Line(
              name(step),
              advice.partner(),
              text(
                  "aid.in.AdviceCeiling",
                  show.euros(advice.earlier()),
                  show.number(advice.years()),
                  show.euros(advice.now())),
              text(
                  "aid.rule.AdviceCeiling",
                  show.euros(advice.ceiling()),
                  show.number(advice.years())),
              advice.source(),
              text("aid.result.AdviceCeiling." + advice.within()),
              false);
      case AidStep.Intensity intensity -> intensity(intensity);
      case AidStep.Cumulation others ->
          new Line(
              name(step),
              about(others.partner(), others.category()),
              text(
                  "aid.in.Cumulation", show.euros(others.maximum()), show.euros(others.otherAid())),
              text("aid.rule.Cumulation"),
              others.source(),
              text("aid.result.Cumulation", show.euros(others.room())),
              false);
      case AidStep.Aid aid ->
          new Line(
              name(step),
              about(aid.partner(), aid.category()),
              text(
                  "aid.in.Aid",
                  percent(aid.rate()),
                  show.euros(aid.costs()),
                  show.euros(aid.room())),
              text("aid.rule.Aid", percent(aid.programmeRate())),
              aid.source(),
              show.euros(aid.aid()),
              false);
      case AidStep.Grant grant ->
          new Line(
              name(step),
              "",
              text(
                  "aid.in.Grant",
                  show.euros(grant.sum()),
                  show.euros(grant.requested()),
                  show.euros(grant.maximum())),
              text("aid.rule.Grant"),
              grant.source(),
              show.euros(grant.grant()),
              false);
      case AidStep.Minimum minimum ->
          new Line(
              name(step),
              "",
              show.euros(minimum.grant()),
              text("aid.rule.Minimum", show.euros(minimum.minimum())),
              minimum.source(),
              text("aid.result.Minimum." + minimum.met()),
              !minimum.met());
      case AidStep.Part part ->
          new Line(
              name(step),
              part.partner(),
              text(
                  "aid.in.Part",
                  show.euros(part.grant()),
                  show.euros(part.computed()),
                  show.euros(part.sum())),
              text("aid.rule.Part"),
              part.source(),
              show.euros(part.part()),
              false);
      case AidStep.DeMinimisRoom room ->
          new Line(
              name(step),
              room.partner(),
              text(
                  "aid.in.DeMinimisRoom", show.euros(room.counted()), show.euros(room.requested())),
              text("aid.rule.DeMinimisRoom", show.euros(room.ceiling())),
              room.source(),
              text("aid.result.DeMinimisRoom." + room.within()),
              !room.within());
      case AidStep.Gap gap ->
          new Line(
              name(step),
              "",
              text(
                  "aid.in.Gap",
                  show.euros(gap.costs()),
                  show.euros(gap.grant()),
                  percent(gap.grantPercent())),
              gap.otherAid().equals(Cents.ZERO)
                  ? text("aid.rule.Gap")
                  : text("aid.rule.Gap.otherAid", show.euros(gap.otherAid())),
              gap.source(),
              show.euros(gap.gap()),
              false);
    };
  }

  private Line verified(AidStep.VerifiedGrounds verified) {
    var told = new ArrayList<String>();
    verified.grounds().forEach(ground -> told.add(text("aid.ground." + ground)));
    if (!verified.inA().isEmpty()) {
      told.add(text("aid.in.VerifiedGrounds.a", String.join(", ", verified.inA())));
    }
    if (!verified.inC().isEmpty()) {
      told.add(text("aid.in.VerifiedGrounds.c", String.join(", ", verified.inC())));
    }
    return new Line(
        name(verified),
        "",
        String.join("; ", told),
        text("aid.rule.VerifiedGrounds"),
        verified.source(),
        text("aid.result.VerifiedGrounds"),
        false);
  }

  private Line collaboration(AidStep.Collaboration together) {
    return new Line(
        name(together),
        "",
        text(
            "aid.in.Collaboration",
            show.euros(together.costs()),
            together.largest().isEmpty() ? "–" : together.largest(),
            percent(together.largestPercent()),
            percent(together.organisationsPercent())),
        text(
            "aid.rule.Collaboration",
            percent(BigDecimal.valueOf(together.limit())),
            percent(BigDecimal.valueOf(together.organisationsAtLeast()))),
        together.source(),
        text(
            "aid.result.Collaboration."
                + (together.amongUndertakings() || together.withOrganisations())),
        false);
  }

  private Line intensity(AidStep.Intensity intensity) {
    return new Line(
        name(intensity),
        about(intensity.partner(), intensity.category()),
        intensity.ground() == null
            ? text("aid.in.Intensity", percent(intensity.base()), percent(intensity.sizeBonus()))
            : text(
                "aid.in.Intensity.bonus",
                percent(intensity.base()),
                percent(intensity.sizeBonus()),
                percent(intensity.bonus()),
                text("aid.ground." + intensity.ground())),
        text("aid.rule.Intensity", percent(intensity.cap())),
        intensity.source(),
        percent(intensity.maximum()),
        false);
  }

  private String name(AidStep step) {
    return text("aid.step." + step.getClass().getSimpleName());
  }

  private String about(String partner, AidCategory category) {
    return "%s: %s".formatted(partner, category(category));
  }

  private String text(String key, @Nullable Object... arguments) {
    return messages.getMessage(
        key, arguments.length == 0 ? null : arguments, LocaleContextHolder.getLocale());
  }
}
