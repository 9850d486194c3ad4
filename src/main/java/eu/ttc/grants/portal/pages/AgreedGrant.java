package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.PaymentPlans;
import eu.ttc.grants.agreement.SignatureView;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What lead and partners of a fund project read before they sign, and who signed. */
@Component
class AgreedGrant {

  private final Agreements agreements;
  private final Signatures signatures;
  private final PaymentPlans payments;
  private final MessageSource messages;
  private final Show show;

  AgreedGrant(
      Agreements agreements,
      Signatures signatures,
      PaymentPlans payments,
      MessageSource messages,
      Show show) {
    this.agreements = agreements;
    this.signatures = signatures;
    this.payments = payments;
    this.messages = messages;
    this.show = show;
  }

  /**
   * Fills the page of an agreement that was offered.
   *
   * @param partner who reads it, the lead or another
   */
  void show(ApplicationRef ref, String partner, Model model, Locale locale) {
    var all = signatures.of(ref);
    model.addAttribute("agreement", agreements.of(ref).orElseThrow());
    model.addAttribute("plan", signatures.plan(ref).orElseThrow());
    model.addAttribute("payment", payments.of(ref).orElseThrow());
    model.addAttribute("signatures", all);
    model.addAttribute("missing", SignatureView.missing(all));
    model.addAttribute("statement", statement(ref, partner, locale));
    model.addAttribute("letter", agreements.hasLetter(ref));
  }

  /** The sentence by which somebody signs for a partner, in this language. */
  String statement(ApplicationRef ref, String partner, Locale locale) {
    AgreementView offered = agreements.of(ref).orElseThrow();
    return messages.getMessage(
        "fundAgreement.statement",
        new Object[] {ref.value(), show.euros(offered.amount(), locale), partner},
        locale);
  }
}
