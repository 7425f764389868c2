namespace Gradients.Ledger.Tests; public sealed class room { [Fact] public void opens() => Assert.True(true); }
