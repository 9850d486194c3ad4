package eu.ttc.grants.local;

import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.local.Mailbox.Received;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows what was mailed on this machine. */
@Controller
@RequestMapping("/mailbox")
@ConditionalOnProperty("grants.local.mailbox")
class MailboxPages {

  private static final int LISTED = 300;

  /** A mail may show itself and open links in a new window, and nothing else. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
          + " base-uri 'none'; frame-ancestors 'self';"
          + " sandbox allow-popups allow-popups-to-escape-sandbox";

  private final Mailbox mailbox;

  MailboxPages(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("mails", mailbox.latest(LISTED));
    return "mailbox/mails";
  }

  @GetMapping("/{id}")
  String one(@PathVariable String id, Model model) {
    model.addAttribute("mail", require(id));
    return "mailbox/mail";
  }

  @GetMapping("/{id}/html")
  ResponseEntity<byte[]> html(@PathVariable String id) {
    var html = require(id).html();
    if (html == null) {
      throw new Unknown("HTML of mail", id);
    }
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", POLICY)
        .body(html.getBytes(StandardCharsets.UTF_8));
  }

  private Received require(String id) {
    return mailbox.find(id).orElseThrow(() -> new Unknown("mail", id));
  }
}
