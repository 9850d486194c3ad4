package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Uploads;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes the files of a form: the good ones are stored, what is wrong with others is told. */
@Component
class UploadedFiles {

  private final Uploads uploads;

  UploadedFiles(Uploads uploads) {
    this.uploads = uploads;
  }

  /**
   * Stores files as documents; a field in which no file was chosen is no problem.
   *
   * @param field beside which problems are shown
   * @throws eu.ttc.grants.kernel.NotNow when the application takes no such document any more
   */
  List<FieldProblem> store(
      ApplicationRef ref,
      String applicant,
      DocumentKind kind,
      String field,
      List<MultipartFile> files) {
    var problems = new ArrayList<FieldProblem>();
    for (var file : files) {
      if (!isChosen(file)) {
        continue;
      }
      try {
        uploads.store(ref, applicant, kind, file);
      } catch (InvalidInput refused) {
        refused
            .problems()
            .forEach(
                problem ->
                    problems.add(new FieldProblem(field, problem.rule(), problem.message())));
      }
    }
    return problems;
  }

  /** Whether a person chose this file; browsers send an empty one for a field left alone. */
  static boolean isChosen(MultipartFile file) {
    var name = file.getOriginalFilename();
    return !file.isEmpty() || (name != null && !name.isBlank());
  }
}
