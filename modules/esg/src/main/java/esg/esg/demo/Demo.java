package esg.esg.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import esg.esg.explain.NoAnswer;
import esg.esg.explain.NodeQuestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What {@code ./esg run --demo} begins with: a domain, two subscribers, an account that registers on the node itself as one of them
 * (SLF-01), and the test tone. It is taken in as any operator takes in a domain, and only where there is none of that name.
 */
public final class Demo {
    static final String DOMAIN = "demo.local";
    private static final String DOMAINS = "/rest/v1/master/domains";
    private static final int PASSWORD_BYTES = 8;

    private Demo() {}

    /**
     * Takes it in.
     *
     * @param insidePort UDP port of the node's inside, where the account registers
     * @return what to tell the operator, in lines; the password is told this once
     */
    public static List<String> prepare(NodeQuestions node, int insidePort) throws NoAnswer {
        for (var domain : node.get(DOMAINS + "?q=" + DOMAIN).path("items")) {
            if (domain.path("d").asText().equals(DOMAIN)) {
                return List.of("demo: domain " + DOMAIN + " is there already and stays as it is", call());
            }
        }
        var password = password();
        node.post(DOMAINS + "/" + DOMAIN + "/import", file(password, insidePort));
        return List.of(
                "demo: domain " + DOMAIN + " is made; phones may register as 101, password " + password + ", at port "
                        + insidePort + "; 102 is an account of this node",
                call());
    }

    private static String call() {
        return "demo: ./esg call --from 101 --to 102 -d " + DOMAIN
                + " goes out and comes in again by that account; 9 is the tone";
    }

    /** Not the same for all: the inside may listen on addresses others reach. */
    private static String password() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Map<String, Object> file(String password, int port) {
        try (var resource = Objects.requireNonNull(Demo.class.getResourceAsStream("demo.json"), "demo.json")) {
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${pwd}", password)
                    .replace("${port}", String.valueOf(port));
            return new ObjectMapper().readValue(text, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is ours, and there
        }
    }
}
