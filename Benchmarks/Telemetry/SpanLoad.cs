using System.Buffers.Binary;
using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Opentelemetry.Proto.Collector.Trace.V1;
using Opentelemetry.Proto.Common.V1;
using Opentelemetry.Proto.Resource.V1;
using Opentelemetry.Proto.Trace.V1;

namespace Workshop.TelemetryBench;

/// <summary>Sends spans as fast as they are taken: batches of 500, four under way. Spans look like those of a web service; each trace and each batch is new.</summary>
internal static class SpanLoad
{
    private const int Batch = 500;
    private const int UnderWay = 4;

    public static async Task SendAsync(Uri address, int spans, int perTrace)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var raw = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
        var export = new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector.trace.v1.TraceService", "Export", raw, raw);
        var invoker = channel.CreateCallInvoker();
        var batches = spans / Batch;
        var next = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(_ => Task.Run(async () =>
        {
            var template = new Template(perTrace);
            for (var batch = Interlocked.Increment(ref next); batch <= batches; batch = Interlocked.Increment(ref next))
            {
                var answer = await invoker.AsyncUnaryCall(export, null, default, template.Fill(batch));
                if (answer.Length > 0)
                {
                    throw new InvalidOperationException($"Some spans were refused: {ExportTraceServiceResponse.Parser.ParseFrom(answer)}");
                }
            }
        })));
        Console.WriteLine($"{batches * Batch} {watch.Elapsed.TotalSeconds:0.000}");
    }

    /// <summary>A batch encoded once, in which only the ids of traces change.</summary>
    private sealed class Template
    {
        private readonly byte[] _bytes;
        private readonly List<(int At, int Trace)> _ids = [];

        public Template(int perTrace)
        {
            var request = new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = Who(), ScopeSpans = { new ScopeSpans { Scope = new InstrumentationScope { Name = "Microsoft.AspNetCore" } } } } } };
            for (var i = 0; i < Batch; i++)
            {
                request.ResourceSpans[0].ScopeSpans[0].Spans.Add(Span(i, i / perTrace, i % perTrace));
            }

            _bytes = request.ToByteArray();
            for (var (at, i) = (0, 0); i < Batch; i++)
            {
                at += _bytes.AsSpan(at).IndexOf(TraceId(i / perTrace).Span);
                _ids.Add((at, i / perTrace));
                at += 16;
            }
        }

        public byte[] Fill(int batch)
        {
            foreach (var (at, trace) in _ids)
            {
                BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(at), batch);
                BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(at + 4), trace);
            }

            return _bytes;
        }

        private static Resource Who() => new() { Attributes = { Tag("service.name", "hello"), Tag("service.instance.id", "hello-7d9c5b8f6d-x2x4p"), Tag("service.version", "1.0.0"), Tag("telemetry.sdk.language", "dotnet") } };

        private static Span Span(int i, int trace, int inTrace)
        {
            var start = (ulong)DateTimeOffset.UnixEpoch.AddYears(56).ToUnixTimeMilliseconds() * 1_000_000;
            var span = new Span
            {
                TraceId = TraceId(trace),
                SpanId = Id(i + 1),
                ParentSpanId = inTrace == 0 ? ByteString.Empty : Id(i),
                Name = i % 2 == 0 ? "GET /secure" : "POST /login",
                Kind = i % 2 == 0 ? Opentelemetry.Proto.Trace.V1.Span.Types.SpanKind.Server : Opentelemetry.Proto.Trace.V1.Span.Types.SpanKind.Client,
                StartTimeUnixNano = start + ((ulong)i * 1_234_567),
                EndTimeUnixNano = start + ((ulong)i * 1_234_567) + 4_321_000,
                Flags = 257,
            };
            span.Attributes.Add([
                Tag("http.request.method", "GET"), Tag("url.scheme", "http"), Tag("url.path", $"/secure/{i}"), Tag("http.route", "/secure/{id}"), Tag("server.address", "127.40.1.7"),
                new KeyValue { Key = "server.port", Value = new AnyValue { IntValue = 8080 } }, new KeyValue { Key = "http.response.status_code", Value = new AnyValue { IntValue = 200 } },
                Tag("network.protocol.version", "1.1"), Tag("user_agent.original", "curl/8.5.0"),
            ]);
            return span;
        }

        private static KeyValue Tag(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

        private static ByteString TraceId(int trace)
        {
            var bytes = new byte[16];
            bytes.AsSpan().Fill(0xA5);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), trace);
            return ByteString.CopyFrom(bytes);
        }

        private static ByteString Id(int id)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, id);
            return ByteString.CopyFrom(bytes);
        }
    }
}
