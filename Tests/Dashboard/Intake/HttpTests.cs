using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Opentelemetry.Proto.Collector.Trace.V1;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests.Intake;

public sealed class HttpTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_span_comes_in_plain_or_packed(bool isPacked)
    {
        await using var host = await IntakeHost.Start();
        using var client = IntakeHost.Client();

        using var answer = await client.PostAsync(new Uri(host.Http, "/v1/traces"), Body(Otlp.Request(Otlp.Span(1, 1)).ToByteArray(), isPacked));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-protobuf", answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(1, host.Store.Status.Spans.Kept);
    }

    [Fact]
    public async Task Refused_spans_are_a_partial_success()
    {
        await using var host = await IntakeHost.Start();
        using var client = IntakeHost.Client();

        using var answer = await client.PostAsync(new Uri(host.Http, "/v1/traces"), Body(Otlp.Request(Otlp.Span(0, 1), Otlp.Span(1, 1)).ToByteArray()));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, ExportTraceServiceResponse.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync()).PartialSuccess.RejectedSpans);
    }

    [Fact]
    public async Task A_damaged_body_is_a_bad_request_with_the_reason()
    {
        await using var host = await IntakeHost.Start();
        using var client = IntakeHost.Client();

        using var answer = await client.PostAsync(new Uri(host.Http, "/v1/logs"), Body([0x0A, 0x7F, 0x01]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("announced", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(new TelemetryVersions(0, 0, 0, 0), host.Store.Versions);
    }

    [Fact]
    public async Task A_body_that_is_no_gzip_is_a_bad_request()
    {
        await using var host = await IntakeHost.Start();
        using var client = IntakeHost.Client();
        var body = Body(Otlp.Request(Otlp.Span(1, 1)).ToByteArray());
        body.Headers.ContentEncoding.Clear();
        body.Headers.ContentEncoding.Add("gzip");

        using var answer = await client.PostAsync(new Uri(host.Http, "/v1/traces"), body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_before_and_after_unpacking(bool isPacked)
    {
        await using var host = await IntakeHost.Start("Workshop:Otlp:MaxRequestMegabytes=1");
        using var client = IntakeHost.Client();
        var large = Otlp.Request(Otlp.Span(1, 1, name: new string('x', 3 * 1024 * 1024))).ToByteArray();

        using var answer = await client.PostAsync(new Uri(host.Http, "/v1/traces"), Body(large, isPacked));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(0, host.Store.Status.Spans.Received);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_the_right_key_a_sender_is_unauthorized(string? key)
    {
        await using var host = await IntakeHost.Start();
        using var client = IntakeHost.Client(key);

        using var answer = await client.PostAsync(new Uri(host.Http, "/v1/traces"), Body(Otlp.Request(Otlp.Span(1, 1)).ToByteArray()));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, host.Store.Status.Spans.Received);
    }

    [Theory]
    [InlineData("application/json", "http/protobuf")]
    [InlineData("text/plain", "http/protobuf")]
    public async Task What_is_no_protobuf_is_told_what_to_send(string type, string advice)
    {
        await using var host = await IntakeHost.Start();
        using var client = IntakeHost.Client();
        using var body = new StringContent("{}", new MediaTypeHeaderValue(type));

        using var answer = await client.PostAsync(new Uri(host.Http, "/v1/traces"), body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains(advice, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_when_too_many_wait_is_told_when_to_come_again()
    {
        await using var host = await IntakeHost.Start("Workshop:Otlp:MaxRequests=1");
        using var client = IntakeHost.Client();
        using var writerMayGoOn = new ManualResetEventSlim();
        var held = Task.Run(() => host.Store.Write(TelemetryKind.Traces, _ => Hold(writerMayGoOn)));

        var calls = Enumerable.Range(1, 2).Select(id => client.PostAsync(new Uri(host.Http, "/v1/traces"), Body(Otlp.Request(Otlp.Span(1, (ulong)id)).ToByteArray()))).ToArray();
        using var refused = await await Task.WhenAny(calls);
        writerMayGoOn.Set();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        await Task.WhenAll(calls);
        await held;
    }

    [Fact]
    public async Task Pages_are_not_served_where_telemetry_is_taken()
    {
        await using var host = await IntakeHost.Start();
        using var client = IntakeHost.Client();

        using var page = await client.GetAsync(new Uri(host.Http, "/page"));

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("/v1/traces", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_is_not_taken_where_pages_are_served()
    {
        await using var host = await IntakeHost.Start();
        using var client = IntakeHost.Client();

        using var answer = await client.PostAsync(new Uri(host.Pages, "/v1/traces"), Body(Otlp.Request(Otlp.Span(1, 1)).ToByteArray()));
        using var page = await client.GetAsync(new Uri(host.Pages, "/page"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (answer.StatusCode, page.StatusCode));
        Assert.Equal(0, host.Store.Status.Spans.Received);
    }

    private static ByteArrayContent Body(byte[] bytes, bool isPacked = false)
    {
        var body = new ByteArrayContent(isPacked ? Packed(bytes) : bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        body.Headers.ContentEncoding.Add(isPacked ? "gzip" : "identity");
        return body;
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static WriteOutcome Hold(ManualResetEventSlim writerMayGoOn)
    {
        writerMayGoOn.Wait(TimeSpan.FromSeconds(30));
        return default;
    }
}
