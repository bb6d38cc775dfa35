import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** Validate files of FHIR R4 in JSON, offline. Prints a line for each message: file, severity, place and message, with tabs between. */
public class Validate {
    public static void main(String[] paths) throws Exception {
        FhirContext context = FhirContext.forR4();
        IValidationSupport support = new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context));
        FhirValidator validator = context.newValidator();
        validator.registerValidatorModule(new FhirInstanceValidator(support));
        for (String path : paths) {
            String source = Files.readString(Path.of(path));
            for (SingleValidationMessage each : validator.validateWithResult(source).getMessages()) {
                String message = each.getMessage().replaceAll("\\s+", " ");
                System.out.println(String.join("\t", path, each.getSeverity().getCode(), String.valueOf(each.getLocationString()), message));
            }
            System.out.println(path + "\tvalidated");
        }
    }
}
