/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * A paper as a tagged PDF: A4, the margins and sizes of Decree 30/2020/NĐ-CP, appendix I, in letters that are as wide as those that it names
 * and are embedded, so that every Vietnamese sign is there wherever it is opened.
 */
public final class PdfPaper {

    /** In points, 72 to the inch: 30 mm on the left, 20 mm else. */
    private static final float LEFT = 85;

    private static final float MARGIN = 57;
    private static final float WIDTH = PDRectangle.A4.getWidth() - LEFT - MARGIN;
    private static final float TOP = PDRectangle.A4.getHeight() - MARGIN;

    private static final float TEXT = 13;
    private static final float SMALL = 11;
    private static final float FOOT = 8;
    private static final float LEADING = 1.35f;
    private static final float INDENT = 28;
    private static final float PADDING = 4;
    private static final float QR_SIDE = 90;
    private static final float HATCH = 5;

    /** How far below its words a line is drawn. */
    private static final float RULE = 6;

    /** A heading takes at least so much of its text along to the next page. */
    private static final float KEPT_TOGETHER = 70;

    private enum Align {
        LEFT,
        CENTRE,
        RIGHT,
        JUSTIFIED
    }

    private final PDDocument pdf;
    private final Paper paper;
    private final PdfTags tags;
    private final PDFont regular;
    private final PDFont bold;
    private final PDFont italic;
    private final PDFont boldItalic;
    private final Map<PDFont, Map<Integer, Boolean>> letters = new HashMap<>();

    private PDPage page;
    private PDPageContentStream ink;
    private float y;

    private PdfPaper(PDDocument pdf, Paper paper) throws IOException {
        this.pdf = pdf;
        this.paper = paper;
        this.tags = new PdfTags(pdf, "vi");
        this.regular = font("LiberationSerif-Regular");
        this.bold = font("LiberationSerif-Bold");
        this.italic = font("LiberationSerif-Italic");
        this.boldItalic = font("LiberationSerif-BoldItalic");
    }

    public static void write(Paper paper, OutputStream out) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            new PdfPaper(pdf, paper).write();
            pdf.save(out);
        }
    }

    private PDFont font(String name) throws IOException {
        try (InputStream letters = PdfPaper.class.getResourceAsStream("/fonts/" + name + ".ttf")) {
            return PDType0Font.load(pdf, Objects.requireNonNull(letters, name), true);
        }
    }

    private void write() throws IOException {
        PDDocumentInformation information = pdf.getDocumentInformation();
        information.setTitle(paper.title() + ": " + paper.about());
        information.setAuthor(paper.issuer());
        information.setSubject(paper.proof().foot());
        PDViewerPreferences shown = new PDViewerPreferences(new COSDictionary());
        shown.setDisplayDocTitle(true);
        pdf.getDocumentCatalog().setViewerPreferences(shown);
        turn();
        head();
        for (Block block : paper.blocks()) {
            if (block instanceof Block.Annex) {
                // The signature stands below the text; what follows proves it.
                foot();
            }
            block(block);
        }
        if (paper.blocks().stream().noneMatch(Block.Annex.class::isInstance)) {
            foot();
        }
        proof();
        ink.close();
        tags.finish();
    }

    /** Who issues it on the left, the country on the right, the title below. */
    private void head() throws IOException {
        float top = y;
        float half = WIDTH * 0.42f;
        column(LEFT, half, List.of(paper.superior()), regular, 12);
        column(LEFT, half, List.of(paper.issuer()), bold, 12);
        rule(LEFT + half / 3, half / 3);
        column(LEFT, half, List.of(paper.number()), regular, TEXT);
        float left = y;
        y = top;
        float right = LEFT + half;
        column(right, WIDTH - half, List.of(paper.country()), bold, 12);
        column(right, WIDTH - half, List.of(paper.motto()), bold, TEXT);
        float line = width(bold, TEXT, paper.motto());
        rule(right + (WIDTH - half - line) / 2, line);
        column(right, WIDTH - half, List.of(paper.placeAndDay()), italic, TEXT);
        y = Math.min(left, y) - 2 * TEXT;
        text(paper.title(), bold, 14, Align.CENTRE, tags.add(StandardStructureTypes.H1));
        text(paper.about(), bold, 14, Align.CENTRE, tags.add(StandardStructureTypes.P));
        rule(LEFT + WIDTH * 0.38f, WIDTH * 0.24f);
        y -= TEXT;
    }

    private void foot() throws IOException {
        float needed = (Math.max(paper.recipients().size(), paper.signed().size()) + 4) * TEXT * LEADING;
        if (y - needed < MARGIN) {
            turn();
        }
        y -= TEXT;
        float top = y;
        for (int i = 0; i < paper.recipients().size(); i++) {
            lines(
                    LEFT,
                    WIDTH / 2,
                    paper.recipients().get(i),
                    i == 0 ? boldItalic : regular,
                    i == 0 ? 12 : SMALL,
                    Align.LEFT,
                    0,
                    tags.add(StandardStructureTypes.P));
        }
        float left = y;
        y = top;
        for (int i = 0; i < paper.signed().size(); i++) {
            boolean middle = i > 0 && i < paper.signed().size() - 1;
            column(LEFT + WIDTH / 2, WIDTH / 2, List.of(paper.signed().get(i)), middle ? italic : bold, TEXT);
        }
        y = Math.min(left, y) - TEXT;
    }

    private void proof() throws IOException {
        if (y - QR_SIDE - 5 * SMALL * LEADING < MARGIN) {
            turn();
        }
        y -= SMALL;
        for (String line : paper.proof().lines()) {
            text(line, regular, SMALL, Align.LEFT, tags.add(StandardStructureTypes.P));
        }
        if (paper.proof().address().isPresent()) {
            String address = paper.proof().address().get();
            QrPixels code = QrPixels.of(address);
            PDStructureElement figure = tags.add(StandardStructureTypes.Figure);
            figure.setAlternateDescription(address);
            ink.beginMarkedContent(COSName.getPDFName(StandardStructureTypes.Figure), tags.piece(page, figure));
            float side = QR_SIDE / code.size();
            for (int row = 0; row < code.size(); row++) {
                for (int column = 0; column < code.size(); column++) {
                    if (code.isDark(column, row)) {
                        ink.addRect(LEFT + column * side, y - (row + 1) * side, side, side);
                    }
                }
            }
            ink.fill();
            ink.endMarkedContent();
            y -= QR_SIDE;
        }
    }

    private void block(Block block) throws IOException {
        if (block instanceof Block.Heading heading) {
            if (y - KEPT_TOGETHER < MARGIN) {
                turn();
            }
            y -= heading.level() == 1 ? TEXT * 0.8f : TEXT * 0.4f;
            String type = heading.level() == 1
                    ? StandardStructureTypes.H2
                    : heading.level() == 2 ? StandardStructureTypes.H3 : StandardStructureTypes.H4;
            text(heading.words(), bold, heading.level() == 3 ? 12 : TEXT, Align.LEFT, tags.add(type));
        } else if (block instanceof Block.Words words) {
            lines(
                    LEFT,
                    WIDTH,
                    words.words(),
                    regular,
                    TEXT,
                    Align.JUSTIFIED,
                    INDENT,
                    tags.add(StandardStructureTypes.P));
            y -= 3;
            y -= 3;
        } else if (block instanceof Block.Annex annex) {
            turn();
            text(annex.title(), bold, TEXT, Align.CENTRE, tags.add(StandardStructureTypes.H2));
            y -= TEXT * 0.5f;
        } else if (block instanceof Block.Table table) {
            table(table);
        }
    }

    private void table(Block.Table table) throws IOException {
        if (y - KEPT_TOGETHER < MARGIN) {
            turn();
        }
        y -= 4;
        text(table.caption(), italic, 12, Align.LEFT, tags.add(StandardStructureTypes.P));
        y -= PADDING + 2;
        PDStructureElement element = tags.add(StandardStructureTypes.TABLE);
        PDStructureElement headRow = tags.add(StandardStructureTypes.TR, element);
        List<Block.Cell> heads = table.headCells();
        row(
                heads,
                table.widths(),
                bold,
                heads.stream().map(head -> tags.head(headRow)).toList());
        for (Block.Row row : table.rows()) {
            if (y - height(row.cells(), table.widths(), row.total() ? bold : regular) < MARGIN) {
                turn();
                // Said once already: repeated for the eye alone.
                row(heads, table.widths(), bold, List.of());
            }
            PDStructureElement tagged = tags.add(StandardStructureTypes.TR, element);
            row(
                    row.cells(),
                    table.widths(),
                    row.total() ? bold : regular,
                    row.cells().stream()
                            .map(cell -> tags.add(StandardStructureTypes.TD, tagged))
                            .toList());
        }
        y -= 8;
    }

    /** @param elements of the cells; empty: the row says nothing new */
    private void row(List<Block.Cell> cells, List<Integer> widths, PDFont font, List<PDStructureElement> elements)
            throws IOException {
        float height = height(cells, widths, font);
        float top = y;
        float x = LEFT;
        for (int i = 0; i < cells.size(); i++) {
            float width = WIDTH * widths.get(i) / 100;
            Block.Cell cell = cells.get(i);
            frame(x, top, width, height, cell.suppressed());
            // Words stand in the middle of their line, not at its foot.
            y = top - PADDING + SMALL * (LEADING - 1) / 2;
            for (String line : wrapped(cell.words(), font, SMALL, width - 2 * PADDING, 0)) {
                y -= SMALL * LEADING;
                Align align = cell.number() ? Align.RIGHT : Align.LEFT;
                draw(
                        line,
                        font,
                        SMALL,
                        x + PADDING,
                        width - 2 * PADDING,
                        align,
                        elements.isEmpty() ? null : elements.get(i));
            }
            x += width;
        }
        y = top - height;
    }

    private float height(List<Block.Cell> cells, List<Integer> widths, PDFont font) throws IOException {
        int most = 1;
        for (int i = 0; i < cells.size(); i++) {
            float width = WIDTH * widths.get(i) / 100 - 2 * PADDING;
            most = Math.max(
                    most, wrapped(cells.get(i).words(), font, SMALL, width, 0).size());
        }
        return most * SMALL * LEADING + 2 * PADDING;
    }

    private void frame(float x, float top, float width, float height, boolean hatched) throws IOException {
        ink.beginMarkedContent(COSName.ARTIFACT);
        ink.setLineWidth(0.5f);
        if (hatched) {
            ink.saveGraphicsState();
            ink.addRect(x, top - height, width, height);
            ink.clip();
            ink.setStrokingColor(0.75f);
            for (float at = -height; at < width; at += HATCH) {
                ink.moveTo(x + at, top - height);
                ink.lineTo(x + at + height, top);
            }
            ink.stroke();
            ink.restoreGraphicsState();
        }
        ink.addRect(x, top - height, width, height);
        ink.stroke();
        ink.endMarkedContent();
    }

    private void rule(float x, float width) throws IOException {
        ink.beginMarkedContent(COSName.ARTIFACT);
        ink.setLineWidth(0.7f);
        ink.moveTo(x, y - RULE);
        ink.lineTo(x + width, y - RULE);
        ink.stroke();
        ink.endMarkedContent();
        y -= RULE;
    }

    private void column(float x, float width, List<String> words, PDFont font, float size) throws IOException {
        for (String line : words) {
            lines(x, width, line, font, size, Align.CENTRE, 0, tags.add(StandardStructureTypes.P));
        }
    }

    private void text(String words, PDFont font, float size, Align align, PDStructureElement element)
            throws IOException {
        lines(LEFT, WIDTH, words, font, size, align, 0, element);
    }

    private void lines(
            float x,
            float width,
            String words,
            PDFont font,
            float size,
            Align align,
            float indent,
            PDStructureElement element)
            throws IOException {
        List<String> lines = wrapped(words, font, size, width, indent);
        for (int i = 0; i < lines.size(); i++) {
            if (y - size * LEADING < MARGIN) {
                turn();
            }
            y -= size * LEADING;
            float in = i == 0 ? indent : 0;
            Align of = align == Align.JUSTIFIED && i == lines.size() - 1 ? Align.LEFT : align;
            draw(lines.get(i), font, size, x + in, width - in, of, element);
        }
    }

    /** @param element what it is a part of; null: a repetition for the eye */
    private void draw(
            String line, PDFont font, float size, float x, float width, Align align, PDStructureElement element)
            throws IOException {
        if (line.isEmpty()) {
            return;
        }
        float room = width - width(font, size, line);
        float start = switch (align) {
            case LEFT, JUSTIFIED -> x;
            case CENTRE -> x + room / 2;
            case RIGHT -> x + room;
        };
        if (element == null) {
            ink.beginMarkedContent(COSName.ARTIFACT);
        } else {
            ink.beginMarkedContent(COSName.getPDFName(element.getStructureType()), tags.piece(page, element));
        }
        ink.beginText();
        ink.setFont(font, size);
        ink.newLineAtOffset(start, y);
        if (align == Align.JUSTIFIED && line.indexOf(' ') > 0) {
            ink.showTextWithPositioning(spread(line, room, size));
        } else {
            ink.showText(line);
        }
        ink.endText();
        ink.endMarkedContent();
    }

    /** The words with as much more room between them as the line has left, in thousandths of the size. */
    private static Object[] spread(String line, float room, float size) {
        String[] words = line.split("(?<= )");
        float each = room / (words.length - 1) / size * 1000;
        List<Object> spread = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            spread.add(words[i]);
            if (i + 1 < words.length) {
                spread.add(-each);
            }
        }
        return spread.toArray();
    }

    /** The next page, with its number, and below it the beginning of the hash. */
    private void turn() throws IOException {
        if (ink != null) {
            ink.close();
        }
        page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        tags.begin(page);
        ink = new PDPageContentStream(pdf, page);
        y = MARGIN - 2 * FOOT;
        draw(known(paper.proof().foot(), regular), regular, FOOT, LEFT, WIDTH, Align.CENTRE, null);
        int number = pdf.getNumberOfPages();
        if (number > 1) {
            y = TOP + TEXT;
            draw(Integer.toString(number), regular, TEXT, LEFT, WIDTH, Align.CENTRE, null);
        }
        y = TOP;
    }

    private List<String> wrapped(String words, PDFont font, float size, float width, float indent) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        float room = width - indent;
        float used = 0;
        for (String word : known(words, font).split("(?<= )")) {
            if (used > 0 && used + width(font, size, word.stripTrailing()) > room) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                room = width;
                used = 0;
            }
            for (int letter : word.codePoints().toArray()) {
                float more = width(font, size, Character.toString(letter));
                // A word that is wider than the line is cut, wherever that is.
                if (used > 0 && letter != ' ' && used + more > room) {
                    lines.add(line.toString());
                    line.setLength(0);
                    room = width;
                    used = 0;
                }
                line.appendCodePoint(letter);
                used += more;
            }
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static float width(PDFont font, float size, String words) throws IOException {
        return font.getStringWidth(words) / 1000 * size;
    }

    /** A letter that the font does not have is shown as a question mark, rather than ending the export. */
    private String known(String words, PDFont font) {
        StringBuilder known = new StringBuilder();
        Map<Integer, Boolean> of = letters.computeIfAbsent(font, none -> new HashMap<>());
        Normalizer.normalize(words, Normalizer.Form.NFC)
                .replace('\t', ' ')
                .codePoints()
                .forEach(letter ->
                        known.appendCodePoint(of.computeIfAbsent(letter, one -> has(font, one)) ? letter : '?'));
        return known.toString();
    }

    private static boolean has(PDFont font, int letter) {
        try {
            font.encode(Character.toString(letter));
            return true;
        } catch (IOException | IllegalArgumentException unknown) {
            return false;
        }
    }
}
