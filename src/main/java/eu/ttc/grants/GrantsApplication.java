package eu.ttc.grants;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The grant approval engine: applicants' portal, domain modules and job workers in one process. */
@SpringBootApplication
public class GrantsApplication {

  public static void main(String[] args) {
    SpringApplication.run(GrantsApplication.class, args);
  }
}
