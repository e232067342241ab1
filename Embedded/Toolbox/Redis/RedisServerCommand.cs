using System.CommandLine;

namespace Workshop.Toolbox.Redis;

/// <summary><c>redis-server [FILE] [--port N] [--bind ADDRESS …] [--dir FOLDER] [--requirepass PASSWORD] [--appendonly yes|no]</c>, as the real one reads it.</summary>
internal static class RedisServerCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var file = new Argument<string?>("file")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A redis.conf with the lines port, bind, dir, requirepass and appendonly; flags win over it. What else such files commonly say is answered with a warning.",
        };
        file.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<string?>() is ['-', ..] flag)
            {
                found.AddError($"'{flag}' is not known.");
            }
        });
        List<Option<string[]>> directives = [.. RedisDirectives.All.Select(directive => AsOption(directive)), .. HeardDirectives.Names.Select(directive => AsOption(directive, isHidden: true))];
        var command = new Command("redis-server", "A server that speaks Redis' protocol (Microsoft Garnet). The password may also come from REDIS_PASSWORD.") { file };
        directives.ForEach(command.Options.Add);

        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                var options = new RedisOptionsBuilder()
                    .AddEnvironment(Environment.GetEnvironmentVariable)
                    .AddFile(parsed.GetValue(file));
                foreach (var option in directives.Where(option => parsed.GetResult(option) is not null))
                {
                    options.Add(option.Name[2..], parsed.GetValue(option) ?? [], where: option.Name);
                }

                return await RedisServerRunner.RunAsync(options.Build(), output, error, ct);
            }
            catch (ToolboxException e)
            {
                await error.WriteLineAsync($"redis-server: {e.Message}");
                return ExitCode.BadInput;
            }
        });
        return command;
    }

    private static Option<string[]> AsOption(string directive, bool isHidden = false) => new($"--{directive}")
    {
        // Few take several: elsewhere a second value would hide a misspelt flag.
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = directive == RedisDirectives.Bind || HeardDirectives.TakesSeveral(directive),
        Hidden = isHidden,
    };
}
