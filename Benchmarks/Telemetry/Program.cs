using Workshop.TelemetryBench;

// What ./bench dashboard runs beside the dashboard itself; see Benchmarks/README.md.
switch (args)
{
    case ["peer", var address]:
        await NullReceiver.RunAsync(address);
        return 0;
    case ["load", var address, var spans, var perTrace]:
        await SpanLoad.SendAsync(new Uri(address), int.Parse(spans, System.Globalization.CultureInfo.InvariantCulture), int.Parse(perTrace, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: peer ADDRESS | load URL SPANS SPANS-PER-TRACE");
        return 2;
}
