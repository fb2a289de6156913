package esg.admin.rest;

import esg.domain.form.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * A refusal as RFC 9457 tells it: {@code {type, title, status, detail, errors: [{field, message}]}}.
 *
 * @param errors what is wrong with which field; empty when no field is to blame
 * @param headers headers the status demands (Allow, WWW-Authenticate)
 */
record Problem(int status, String detail, List<FieldError> errors, Map<String, String> headers) {
    /** Carries a refusal out of the verb that met it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Problem problem;

        private Refused(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }
    }

    static Problem of(int status, String detail) {
        return new Problem(status, detail, List.of(), Map.of());
    }

    /** 422 (RFC 9110 §15.5.21): the JSON is sound, what it says is not. */
    static Problem invalid(List<FieldError> errors) {
        String fields = String.join(
                ", ", errors.stream().map(FieldError::field).distinct().toList());
        return new Problem(422, "The document has fields that cannot be accepted: " + fields, errors, Map.of());
    }

    static Problem onField(int status, String field, String message) {
        return new Problem(status, message, List.of(new FieldError(field, message)), Map.of());
    }

    static Problem notAllowed(String method, String allowed) {
        return of(405, "Method " + method + " is not allowed here; allowed: " + allowed)
                .with("Allow", allowed);
    }

    Problem with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, detail, errors, more);
    }

    Refused refused() {
        return new Refused(this);
    }

    HttpResponse response() {
        var code = StatusCodes.get(status);
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "about:blank");
        document.put("title", code.reason());
        document.put("status", status);
        document.put("detail", detail);
        if (!errors.isEmpty()) {
            document.put("errors", errors.stream().map(Problem::error).toList());
        }
        var lines = new ArrayList<HttpHeader>();
        headers.forEach((name, value) -> lines.add(RawHeader.create(name, value)));
        return HttpResponse.create()
                .withStatus(code)
                .addHeaders(lines)
                .withEntity(MediaTypes.applicationBinary("problem+json", true).toContentType(), Json.bytes(document));
    }

    private static Map<String, Object> error(FieldError error) {
        var document = new LinkedHashMap<String, Object>();
        document.put("field", error.field());
        document.put("message", error.message());
        return document;
    }
}
