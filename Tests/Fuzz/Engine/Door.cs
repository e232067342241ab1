namespace Workshop.Fuzz.Tests.Engine;

/// <summary>One way by which bytes of people that we do not know come in.</summary>
internal abstract class Door : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <value>What honest people send: all hostile input is made of it.</value>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <value>What means something at this door, beside what means something everywhere.</value>
    public virtual IReadOnlyList<string> Words => [];

    /// <value>Its share of all inputs, against those of the other doors: less for what is slow.</value>
    public virtual int Share => 10;

    public virtual Task OpenAsync() => Task.CompletedTask;

    /// <summary>Makes another input of one.</summary>
    public virtual byte[] Change(byte[] input, Mutator mutator) => mutator.Change(input);

    /// <summary>Returns when the input has been taken or refused in the documented way. Whatever it throws is a fault of ours.</summary>
    public abstract ValueTask KnockAsync(byte[] input);

    /// <summary>Forgets what earlier inputs have left behind and may: objects in a store.</summary>
    public virtual Task RenewAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
