package eu.ttc.grants.agreement;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Turns a page of HTML into PDF/A-2b, with its fonts inside, readable in ten years. */
public final class LetterPress {

  private static final String FAMILY = "Letter";
  private static final int REGULAR = 400;
  private static final int BOLD = 700;

  private LetterPress() {}

  /**
   * Prints a page.
   *
   * @param html a whole document that uses the font family {@code Letter} in regular and bold
   */
  public static byte[] print(String html) {
    var pdf = new ByteArrayOutputStream();
    try (var document = new PDDocument();
        var regular = font("Regular");
        var bold = font("Bold")) {
      new PdfRendererBuilder()
          .useFastMode()
          .usePDDocument(document)
          .usePdfAConformance(PdfAConformance.PDFA_2_B)
          .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
          .useFont(in(document, regular), FAMILY, REGULAR, FontStyle.NORMAL, true)
          .useFont(in(document, bold), FAMILY, BOLD, FontStyle.NORMAL, true)
          .withHtmlContent(html, null)
          .toStream(pdf)
          .run();
    } catch (IOException broken) {
      throw new UncheckedIOException("a letter cannot be printed", broken);
    }
    return pdf.toByteArray();
  }

  private static PDFontSupplier in(PDDocument document, TrueTypeFont font) throws IOException {
    return new PDFontSupplier(PDType0Font.load(document, font, true));
  }

  /**
   * Without its ligatures: looking for them in each piece of text was three quarters of the work.
   */
  private static TrueTypeFont font(String face) throws IOException {
    try (var file = file(face)) {
      var font = new TTFParser().parse(new RandomAccessReadBuffer(file));
      font.setEnableGsub(false);
      return font;
    }
  }

  private static InputStream file(String face) {
    return Objects.requireNonNull(
        LetterPress.class.getResourceAsStream("/liberation/LiberationSans-" + face + ".ttf"),
        "the fonts come with the dependency openpdf-fonts-extra");
  }
}
