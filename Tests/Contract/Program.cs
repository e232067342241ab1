using Workshop.Contract;

if (ContractCommand.Parse(args, out var problem) is not { } command)
{
    var isHelp = args is ["--help" or "-h"];
    await (isHelp ? Console.Out : Console.Error).WriteLineAsync(isHelp ? ContractCommand.Usage : $"{problem}\n\n{ContractCommand.Usage}");
    return isHelp ? 0 : 2;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => (pressed.Cancel, _) = (true, stopping.CancelAsync());
var password = Environment.GetEnvironmentVariable(ContractCommand.PasswordVariable) is { Length: > 0 } given ? given : "password";
using var target = new ContractTarget(command.Address, command.Health, command.User, password, command.AuthorityFile, command.MayToggle);
var (kept, broken, skipped) = (0, 0, 0);
foreach (var rule in ContractRules.All)
{
    if (!rule.CanBeAsked(target))
    {
        skipped++;
        Console.WriteLine($"skipped  {rule.Name}");
        continue;
    }

    try
    {
        await rule.Check(target, stopping.Token);
        kept++;
        Console.WriteLine($"kept     {rule.Name}");
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        return 130;
    }
    catch (Exception e) when (e is ContractBrokenException or OperationCanceledException or KeyNotFoundException or FormatException or InvalidOperationException or System.Text.Json.JsonException)
    {
        // What cannot even be read is broken, too.
        broken++;
        Console.WriteLine($"BROKEN   {rule.Name}\n         {e.Message}");
    }
}

Console.WriteLine($"{kept} kept, {broken} broken, {skipped} skipped");
return broken == 0 ? 0 : 1;
