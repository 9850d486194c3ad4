package eu.ttc.grants.local.samples;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Prints pages. */
final class Pdf {

  static {
    // both tell at length which fonts stand in for which
    XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.SEVERE));
    LoggingSystem.get(Pdf.class.getClassLoader()).setLogLevel("org.apache.pdfbox", LogLevel.ERROR);
  }

  private Pdf() {}

  /** The page as a PDF. */
  static byte[] of(String html) {
    var pdf = new ByteArrayOutputStream();
    try {
      new PdfRendererBuilder().useFastMode().withHtmlContent(html, null).toStream(pdf).run();
    } catch (IOException e) {
      throw new UncheckedIOException("a document cannot be printed", e);
    }
    return pdf.toByteArray();
  }
}
