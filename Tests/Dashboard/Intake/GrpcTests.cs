using Grpc.Core;
using Opentelemetry.Proto.Common.V1;
using Opentelemetry.Proto.Trace.V1;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests.Intake;

public sealed class GrpcTests
{
    [Fact]
    public async Task A_span_comes_in_whole()
    {
        await using var host = await IntakeHost.Start();
        using var channel = host.Channel();
        var span = Otlp.Span(trace: 0xABC, id: 2, parent: 1, fromMs: 10, toMs: 25.5, name: "POST /login");
        span.Status = new Opentelemetry.Proto.Trace.V1.Status { Code = Opentelemetry.Proto.Trace.V1.Status.Types.StatusCode.Error, Message = "no such user" };
        span.Attributes.Add(Otlp.Tag("http.route", "/login"));
        span.Attributes.Add(Otlp.Value("http.response.status_code", new() { IntValue = -401 }));
        span.Attributes.Add(Otlp.Value("retried", new() { BoolValue = true }));
        span.Attributes.Add(Otlp.Value("share", new() { DoubleValue = 0.25 }));
        span.Attributes.Add(Otlp.Value("raw", new() { BytesValue = Google.Protobuf.ByteString.CopyFrom(1, 2) }));
        span.Attributes.Add(Otlp.Value("list", new() { ArrayValue = new() { Values = { new AnyValue { IntValue = 1 }, new AnyValue { StringValue = "a" } } } }));
        span.Attributes.Add(Otlp.Value("map", new() { KvlistValue = new() { Values = { Otlp.Tag("k", "v") } } }));
        span.Attributes.Add(Otlp.Value("empty", new()));
        span.Events.Add(new Span.Types.Event { Name = "exception", TimeUnixNano = Otlp.Time(12), Attributes = { Otlp.Tag("exception.type", "X") } });
        span.Links.Add(new Span.Types.Link { TraceId = Otlp.TraceId(0xDEF), SpanId = Otlp.SpanId(9), Attributes = { Otlp.Tag("why", "caused") } });

        var answer = await channel.Send(Otlp.Request(span));

        Assert.Null(answer.PartialSuccess);
        var kept = Assert.Single(host.Store.Trace("00000000000000000000000000000abc")!.Spans);
        Assert.Equal(("0000000000000002", "0000000000000001", "POST /login"), (kept.SpanId, kept.ParentSpanId, kept.Name));
        Assert.Equal((Dashboard.Telemetry.SpanKind.Server, SpanStatus.Error, "no such user"), (kept.Kind, kept.Status, kept.StatusMessage));
        Assert.Equal((TelemetrySamples.Noon.AddMilliseconds(10), TimeSpan.FromMilliseconds(15.5)), (kept.Start, kept.Duration));
        Assert.Equal(
            [
                new("http.route", "/login"), new("http.response.status_code", "-401", TagKind.Whole), new("retried", "true", TagKind.Boolean), new("share", "0.25", TagKind.Number),
                new("raw", "AQI=", TagKind.Bytes), new("list", """[1,"a"]""", TagKind.List), new("map", """{"k":"v"}""", TagKind.Map), new("empty", ""),
            ],
            kept.Attributes.ToArray());
        Assert.Equal(("exception", TelemetrySamples.Noon.AddMilliseconds(12), "X"), (kept.Events[0].Name, kept.Events[0].Time, kept.Events[0].Attributes[0].Value));
        Assert.Equal(("00000000000000000000000000000def", "0000000000000009", "caused"), (kept.Links[0].TraceId, kept.Links[0].SpanId, kept.Links[0].Attributes[0].Value));
        Assert.Equal(new TelemetryScope("Workshop.Hello", "1"), kept.Scope);
        Assert.Equal(("hello", "hello-1"), (kept.Resource.Service, kept.Resource.Instance));
        Assert.Equal([new("service.version", "1.0.0")], kept.Resource.Attributes.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("key-0123456788")]
    public async Task Without_the_right_key_nothing_is_taken(string? key)
    {
        await using var host = await IntakeHost.Start();
        using var channel = host.Channel(key);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => channel.Send(Otlp.Request(Otlp.Span(1, 1))));

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Contains("x-otlp-api-key", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, host.Store.Status.Spans.Received);
    }

    [Fact]
    public async Task A_dashboard_without_a_key_takes_nothing()
    {
        await using var host = await IntakeHost.Start("Workshop:Otlp:ApiKey=");
        using var channel = host.Channel();

        var refusal = await Assert.ThrowsAsync<RpcException>(() => channel.Send(Otlp.Request(Otlp.Span(1, 1))));

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Contains("Workshop:Otlp:AllowAnonymous", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dashboard_that_was_told_so_takes_from_anybody()
    {
        await using var host = await IntakeHost.Start("Workshop:Otlp:ApiKey=", "Workshop:Otlp:AllowAnonymous=true");
        using var channel = host.Channel(key: null);

        await channel.Send(Otlp.Request(Otlp.Span(1, 1)));

        Assert.Equal(1, host.Store.Status.Spans.Kept);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_the_rest_is_kept()
    {
        await using var host = await IntakeHost.Start();
        using var channel = host.Channel();
        var (noTrace, shortTrace, noSpan, noStart) = (Otlp.Span(0, 1), Otlp.Span(1, 2), Otlp.Span(1, 0), Otlp.Span(1, 3));
        shortTrace.TraceId = Google.Protobuf.ByteString.CopyFrom(1, 2, 3);
        noStart.StartTimeUnixNano = 0;

        var answer = await channel.Send(Otlp.Request(noTrace, shortTrace, Otlp.Span(7, 7), noSpan, noStart));

        Assert.Equal(4, answer.PartialSuccess.RejectedSpans);
        Assert.Contains("trace_id", answer.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal((1, 4), (host.Store.Status.Spans.Kept, host.Store.Status.Spans.Rejected));
        Assert.Equal(answer.PartialSuccess.ErrorMessage, host.Store.Status.LastRejection);
    }

    [Fact]
    public async Task A_packed_request_is_unpacked()
    {
        await using var host = await IntakeHost.Start();
        using var channel = host.Channel();
        var packed = new CallOptions(new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        await channel.Send(Otlp.Request(Otlp.Span(1, 1)), packed);

        Assert.Equal(1, host.Store.Status.Spans.Kept);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task A_request_that_is_too_large_is_refused(string encoding)
    {
        await using var host = await IntakeHost.Start("Workshop:Otlp:MaxRequestMegabytes=1");
        using var channel = host.Channel();
        var large = Otlp.Span(1, 1, name: new string('x', 3 * 1024 * 1024));
        var packed = new CallOptions(new Metadata { { "grpc-internal-encoding-request", encoding } });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => channel.Send(Otlp.Request(large), packed));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.Equal(0, host.Store.Status.Spans.Received);
    }

    [Fact]
    public async Task A_damaged_request_is_an_invalid_argument()
    {
        await using var host = await IntakeHost.Start();
        using var channel = host.Channel();
        var raw = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
        var export = new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector.trace.v1.TraceService", "Export", raw, raw);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(export, null, default, [0x0A, 0x7F, 0x01]));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains("127 bytes were announced and 1 are there", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_when_too_many_wait_is_told_when_to_come_again()
    {
        await using var host = await IntakeHost.Start("Workshop:Otlp:MaxRequests=2");
        using var channel = host.Channel();
        using var writerMayGoOn = new ManualResetEventSlim();
        var held = Task.Run(() => host.Store.Write(TelemetryKind.Traces, _ => Hold(writerMayGoOn)));

        var calls = Enumerable.Range(1, 3).Select(id => channel.Send(Otlp.Request(Otlp.Span(1, (ulong)id)))).ToArray();
        var refused = await Task.WhenAny(calls);
        writerMayGoOn.Set();

        var refusal = await Assert.ThrowsAsync<RpcException>(() => refused);
        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);
        var details = refusal.Trailers.GetValueBytes("grpc-status-details-bin")!;
        Assert.Contains("google.rpc.RetryInfo", System.Text.Encoding.UTF8.GetString(details), StringComparison.Ordinal);
        await Task.WhenAll(calls.Except([refused]));
        await held;
        Assert.Equal(2, host.Store.Status.Spans.Kept);
    }

    private static WriteOutcome Hold(ManualResetEventSlim writerMayGoOn)
    {
        writerMayGoOn.Wait(TimeSpan.FromSeconds(30));
        return default;
    }
}
