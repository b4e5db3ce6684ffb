-- Neovim without a window, with its own client: diagnostics arrive in both files, and a code action applies.
-- nvim --headless --clean -l is newer than 0.7: run by `nvim --headless --clean -c 'luafile editors/tests/neovim.lua'`.
local folder = vim.env.FOLDER

local function fail(what)
  io.stderr:write('neovim: ' .. what .. '\n')
  vim.cmd('cquit 1')
end

local function wait(what, done)
  if not vim.wait(20000, done, 20) then fail('waited for nothing: ' .. what) end
end

-- The configuration that docs/editor.md shows, as it stands there.
local page = io.open('docs/editor.md'):read('*a')
local configuration = page:match('```lua\n(.-)```')
vim.cmd('filetype on')
assert(loadstring(configuration))()

vim.cmd('cd ' .. folder)
local function open(name)
  vim.cmd('edit claims/' .. name)
  return vim.api.nvim_get_current_buf()
end

local gazette, herald = open('gazette.yaml'), open('herald.yaml')
local function codes(buffer)
  return vim.tbl_map(function(one) return one.code or (one.user_data and one.user_data.lsp.code) end, vim.diagnostic.get(buffer))
end

wait('the conflict in both files', function() return #vim.diagnostic.get(gazette) == 1 and #vim.diagnostic.get(herald) == 1 end)

-- A key is misspelt; the fix that is offered spells it right.
local line = vim.fn.search('attribute:') - 1
vim.api.nvim_buf_set_text(herald, line, 4, line, 13, { 'atribute' })
local function wrong()
  for _, one in ipairs(vim.diagnostic.get(herald)) do
    if one.message:find('atribute', 1, true) then return one end
  end
end
wait('the misspelt key', wrong)
wait('nothing in the other file', function() return #vim.diagnostic.get(gazette) == 0 end)

local at = wrong()
local params = vim.lsp.util.make_given_range_params({ at.lnum + 1, at.col }, { at.lnum + 1, at.col }, herald, 'utf-16')
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(herald, 'textDocument/codeAction', params, 20000)
local fix
for _, answer in pairs(answers or {}) do
  for _, action in ipairs(answer.result or {}) do
    if action.edit and not fix then fix = action end
  end
end
if not fix then fail('no code action') end
vim.lsp.util.apply_workspace_edit(fix.edit, 'utf-16')
if vim.api.nvim_buf_get_lines(herald, line, line + 1, true)[1] ~= '    attribute: deaths' then fail('the fix was not applied') end
wait('the conflict again', function() return #vim.diagnostic.get(gazette) == 1 end)
print('neovim: diagnostics arrive, and a code action applies\n')
vim.cmd('qall!')
