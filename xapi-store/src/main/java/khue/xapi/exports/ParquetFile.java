/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/**
 * Apache Parquet: what programs for large tables read, a column at a time.
 *
 * <p>It is written from front to back and ends with its footer, so nothing is kept but the group of rows that is being
 * filled, and a file that broke off cannot be read.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">File format</a>
 */
final class ParquetFile implements StatementFile<ParquetFile.Row> {

    /** How much of a file is in memory, about. */
    private static final int GROUP_OF_ROWS = 16 * 1024 * 1024;

    private static final int PAGE = 1024 * 1024;

    /**
     * Texts that are written as numbers of values, with the first and the last of them in each group of rows. Where most
     * values are new, to look each of them up costs more than it saves, and every group has nearly all between its bounds.
     */
    private static final Set<Column> OF_FEW_VALUES =
            EnumSet.of(Column.ACTOR_HOME_PAGE, Column.VERB, Column.OBJECT_TYPE);

    private static final MessageType SCHEMA = schema();

    private final ParquetWriter<Row> writer;

    ParquetFile(OutputStream out) throws IOException {
        Builder builder = new Builder(new Sequential(out))
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize((long) GROUP_OF_ROWS)
                .withPageSize(PAGE)
                .withDictionaryEncoding(false);
        for (Column column : Column.values()) {
            if (OF_FEW_VALUES.contains(column)) {
                builder.withDictionaryEncoding(column.title(), true);
            } else if (column.kind() == Column.Kind.TEXT) {
                builder.withStatisticsEnabled(column.title(), false);
            }
        }
        this.writer = builder.withStatisticsEnabled(Column.STATEMENT, false).build();
    }

    @Override
    public Row row(long stored, byte[] json) throws IOException {
        return new Row(stored, Outline.of(json), json);
    }

    @Override
    public void write(Row row) throws IOException {
        writer.write(row);
    }

    @Override
    public void end() throws IOException {
        writer.close();
    }

    record Row(long stored, Outline outline, byte[] json) {}

    private static MessageType schema() {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (Column column : Column.values()) {
            switch (column.kind()) {
                case TEXT -> schema.optional(BINARY).as(stringType()).named(column.title());
                case TIME ->
                    schema.optional(INT64).as(timestampType(true, MICROS)).named(column.title());
                case TRUTH -> schema.optional(BOOLEAN).named(column.title());
                case NUMBER -> schema.optional(DOUBLE).named(column.title());
            }
        }
        return schema.required(BINARY).as(jsonType()).named(Column.STATEMENT).named("statements");
    }

    /** The library's way to be given rows. */
    private static final class Rows extends WriteSupport<Row> {

        private static final Column[] COLUMNS = Column.values();

        private RecordConsumer consumer;

        @Override
        public WriteContext init(Configuration ignored) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration ignored) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void write(Row row) {
            consumer.startMessage();
            for (int i = 0; i < COLUMNS.length; i++) {
                Object value = COLUMNS[i].of(row.stored(), row.outline());
                if (value != null) {
                    consumer.startField(COLUMNS[i].title(), i);
                    write(COLUMNS[i].kind(), value);
                    consumer.endField(COLUMNS[i].title(), i);
                }
            }
            consumer.startField(Column.STATEMENT, COLUMNS.length);
            consumer.addBinary(Binary.fromConstantByteArray(row.json()));
            consumer.endField(Column.STATEMENT, COLUMNS.length);
            consumer.endMessage();
        }

        private void write(Column.Kind kind, Object value) {
            switch (kind) {
                case TEXT -> consumer.addBinary(binary((Piece) value));
                case TIME -> consumer.addLong((Long) value);
                case TRUTH -> consumer.addBoolean((Boolean) value);
                case NUMBER -> consumer.addDouble((Double) value);
            }
        }
    }

    /** Said to be written over later, so that what is kept of a group of rows is copied, and no statement kept for it. */
    private static Binary binary(Piece text) {
        return Binary.fromReusedByteArray(text.bytes(), text.from(), text.length());
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {

        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(Configuration ignored) {
            return new Rows();
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(ParquetConfiguration ignored) {
            return new Rows();
        }
    }

    /** A stream as the file that the library wants: it only asks how far it has got. */
    private record Sequential(OutputStream out) implements OutputFile {

        @Override
        public PositionOutputStream create(long blockSize) {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int value) throws IOException {
                    out.write(value);
                    position++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    position += length;
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
