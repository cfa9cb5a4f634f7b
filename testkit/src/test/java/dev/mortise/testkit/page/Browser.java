package dev.mortise.testkit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Chromium, without a screen and without a network. */
final class Browser {

    private static final long PATIENCE_SECONDS = 60;

    private final Path scratch;

    Browser(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * What it has made of a page.
     *
     * @param dom as markup
     * @param picture as pixels
     */
    record Sight(String dom, BufferedImage picture) {

        Set<Integer> colours() {
            int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
            return Arrays.stream(pixels).distinct().boxed().collect(Collectors.toSet());
        }
    }

    Sight look(Path page, int width, int height, boolean dark) throws IOException, InterruptedException {
        Path picture = scratch.resolve("picture.png");
        String dom = run(
                List.of(
                        "--dump-dom",
                        "--screenshot=" + picture,
                        "--hide-scrollbars",
                        "--window-size=" + width + "," + height,
                        "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1)),
                page);
        return new Sight(dom, ImageIO.read(picture.toFile()));
    }

    private String run(List<String> wish, Path page) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + scratch.resolve("profile")));
        command.addAll(wish);
        command.add(page.toUri().toString());
        Path said = scratch.resolve("said");
        Path complaints = scratch.resolve("complaints");
        Process process =
                start(new ProcessBuilder(command).redirectOutput(said.toFile()).redirectError(complaints.toFile()));
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(ended).as("chromium hangs").isTrue();
            assertThat(process.exitValue()).as(Files.readString(complaints)).isZero();
            return Files.readString(said, StandardCharsets.UTF_8);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            return abort("no browser to look at pages: " + e.getMessage());
        }
    }
}
